"""What the history of a record shows of its values: words and local time, no codes."""

import pytest

from hongxian.kernel.web.templatetags.words import recorded


@pytest.mark.parametrize(
    ("value", "field", "noun", "shown"),
    [
        ("open", "state", "duty", "待办"),
        ("2026-11-23T18:02:55.270372Z", "confirmed_at", "duty", "2026-11-24 02:02"),
        ("2026-03-05", "due_on", "duty", "2026-03-05"),
        ("city", "level", "place", "市级"),
        ("enterprise", "register", "import_batch", "企业"),
        ("enterprise", "title", "import_batch", "enterprise"),
        (["fire", "poisoning_suffocation"], "accident_types", "risk", "火灾、中毒和窒息"),
        ("downgrade", "kind", "danger_change", "降为一般隐患"),
        ("territorial", "kind", "supervision_rule", "属地监管"),
        ("county", "giver_level", "pledge_link", "县级"),
        ("workshop", "tier_3", "risk_scheme", "部门（车间）"),
        ("not_met", "after", "turn", "未落实"),
        ("meeting.record", "event", "turn", "录入会议"),
        (["place.view", "post.view"], "permissions", "role", "查看区划、查看岗位"),
        (None, "reason", "duty", "（空）"),
        (True, "provisional", "duty", "是"),
        ("没有这样的取值", "state", "duty", "没有这样的取值"),
    ],
)
def test_values_are_shown_in_words(value: object, field: str, noun: str, shown: str) -> None:
    assert recorded(value, field, noun) == shown
