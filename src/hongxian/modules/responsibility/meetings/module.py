"""The room of bodies and meetings."""

from hongxian.kernel.module import Attachable, FactSource, MenuItem, Module, Noun, PaperOffer

_QUERIES = "hongxian.modules.responsibility.meetings.queries"
_REGISTERS = "hongxian.modules.responsibility.meetings.registers"
_FACTS = "hongxian.modules.responsibility.meetings.facts"
_PAPERS = "hongxian.modules.responsibility.meetings.papers"

MODULE = Module(
    key="meetings",
    urls="hongxian.modules.responsibility.meetings.urls",
    api="hongxian.modules.responsibility.meetings.api.router",
    menu=(
        MenuItem("meeting", "meetings:list", "meeting.view", icon="calendar-check", order=30),
        MenuItem("work_record", "meetings:work_records", "work_record.view", icon="clipboard-check", order=32),
    ),
    registers=(f"{_REGISTERS}.MEETINGS", f"{_REGISTERS}.WORK_RECORDS", f"{_REGISTERS}.WORK_OCCASIONS"),
    flows=("hongxian.modules.responsibility.meetings.flow.MEETING",),
    nouns=(
        Noun("meeting", model="meetings.Meeting", visible=f"{_QUERIES}.visible_meetings", page="meetings:detail"),
        Noun("agenda_item", model="meetings.AgendaItem", visible=f"{_QUERIES}.visible_items"),
        Noun("decision", model="meetings.Decision", visible=f"{_QUERIES}.visible_decisions"),
        Noun("membership", model="meetings.Membership", visible=f"{_QUERIES}.visible_memberships"),
        Noun("work_record", model="meetings.WorkRecord", visible=f"{_QUERIES}.visible_work_records"),
        Noun("work_occasion", model="meetings.WorkOccasion", visible=f"{_QUERIES}.visible_work_occasions"),
    ),
    facts=(
        FactSource(
            "meeting_item",
            f"{_FACTS}.meeting_items",
            (
                "meeting.record",
                "meeting.add_extract",
                "meeting.confirm",
                "meeting.reject",
                "meeting.withdraw",
            ),
            noun="agenda_item",
        ),
        FactSource("membership", f"{_FACTS}.memberships", ("membership.set", "membership.end")),
        FactSource("work_record", f"{_FACTS}.work_records", ("work_record.enter", "work_record.withdraw")),
        FactSource("work_occasion", f"{_FACTS}.work_occasions", ("work_occasion.enter", "work_occasion.withdraw")),
    ),
    permissions=(
        "meeting.view",
        "agenda_item.view",
        "decision.view",
        "membership.view",
        "work_record.view",
        "work_occasion.view",
    ),
    attachables=(Attachable("meeting", ("photo", "voice", "signature"), "meeting.record"),),
    papers=(
        PaperOffer(
            "meeting_minutes",
            noun="meeting",
            fill=f"{_PAPERS}.minutes.fill_minutes",
            sample=f"{_PAPERS}.text.MINUTES_SAMPLE",
            permission="meeting.view",
            when=f"{_PAPERS}.minutes.stands",
        ),
    ),
)
