"""THE list of rooms. A new room costs its folder and one line here; everything else is read from its `module.py`."""

ROOMS: tuple[str, ...] = (
    "hongxian.modules.base.places",
    "hongxian.modules.base.calendars",
    "hongxian.modules.base.parties",
    "hongxian.modules.base.accounts",
    "hongxian.modules.base.papers",
    "hongxian.modules.base.enterprises",
    "hongxian.modules.base.integrations",
    "hongxian.modules.base.national",
    "hongxian.modules.base.policies",
    "hongxian.modules.base.drafts",
    "hongxian.modules.base.verdicts",
    "hongxian.modules.base.supervision",
    "hongxian.modules.base.records",
    "hongxian.modules.responsibility.meetings",
    "hongxian.modules.responsibility.duty_lists",
    "hongxian.modules.responsibility.assignments",
    "hongxian.modules.responsibility.pledges",
    "hongxian.modules.responsibility.power_lists",
    "hongxian.modules.portal.desk",
    "hongxian.modules.portal.demo",
)
