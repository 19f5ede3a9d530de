"""The room of verdicts."""

from hongxian.kernel.module import (
    FACT_CHANGED,
    MenuItem,
    Module,
    NoticeKind,
    Noun,
    PaperOffer,
    Section,
    Subscription,
    Timer,
)

_QUERIES = "hongxian.modules.base.verdicts.queries"
_TASKS = "hongxian.modules.base.verdicts.tasks"
_PAPERS = "hongxian.modules.base.verdicts.papers"

MODULE = Module(
    key="verdicts",
    urls="hongxian.modules.base.verdicts.urls",
    api="hongxian.modules.base.verdicts.api.router",
    menu=(MenuItem("verdict", "verdicts:list", "verdict.view", icon="scale", order=15, group="menu#policy"),),
    nouns=(
        Noun("verdict", model="verdicts.Verdict", visible=f"{_QUERIES}.visible_verdicts", page="verdicts:verdict"),
        Noun(
            "objection",
            model="verdicts.Objection",
            visible=f"{_QUERIES}.visible_objections",
            page="verdicts:objection",
        ),
        Noun(
            "determination",
            model="verdicts.Determination",
            visible=f"{_QUERIES}.visible_determinations",
            page="verdicts:determination",
        ),
        Noun("report_taking", model="verdicts.ReportTaking", visible=f"{_QUERIES}.visible_report_takings"),
        Noun(
            "turn",
            model="verdicts.Turn",
            visible=f"{_QUERIES}.visible_turns",
            means=(("before", "status#"), ("after", "status#")),
        ),
    ),
    flows=("hongxian.modules.base.verdicts.flow.OBJECTION", "hongxian.modules.base.verdicts.flow.DETERMINATION"),
    registers=("hongxian.modules.base.verdicts.registers.VERDICTS",),
    permissions=("verdict.view", "objection.view", "restricted_row.view"),
    papers=(
        PaperOffer(
            "supervision_notice",
            noun="verdict",
            fill=f"{_PAPERS}.supervision.fill_supervision",
            sample=f"{_PAPERS}.text.SUPERVISION_SAMPLE",
            permission="verdict.view",
            when=f"{_PAPERS}.supervision.is_outstanding",
        ),
        PaperOffer(
            "duty_report",
            noun="party",
            fill=f"{_PAPERS}.fulfilment.fill_report",
            sample=f"{_PAPERS}.text.FULFILMENT_SAMPLE",
            permission="verdict.view",
            asks=("since", "until"),
        ),
        PaperOffer(
            "duty_certificate",
            noun="person",
            fill=f"{_PAPERS}.fulfilment.fill_certificate",
            sample=f"{_PAPERS}.text.CERTIFICATE_SAMPLE",
            permission="person.view",
            asks=("since", "until"),
        ),
    ),
    sections=(
        Section(
            "enterprise",
            "hongxian.modules.base.verdicts.sections.of_enterprise",
            "verdicts/_of_enterprise.html",
        ),
    ),
    notices=(
        NoticeKind("objection_raised", ("objection.raise",), "hongxian.modules.base.verdicts.told.raised"),
        NoticeKind(
            "objection_answered",
            ("objection.uphold", "objection.reject"),
            "hongxian.modules.base.verdicts.told.answered",
        ),
    ),
    subscriptions=(
        Subscription(FACT_CHANGED, f"{_TASKS}.refresh_after"),
        Subscription("adoption.begin", f"{_TASKS}.refresh_adoption"),
        Subscription("pack.withdraw", f"{_TASKS}.lapse_withdrawn"),
        *(
            Subscription(event, f"{_TASKS}.refresh_choice")
            for event in (
                "parameter_value.set",
                "practice.adopt",
                "practice.end",
                "rebase.set",
                "precedence.set",
                "precedence.end",
            )
        ),
        Subscription("national_confirmation.confirm", f"{_TASKS}.refresh_national"),
        Subscription("national_confirmation.withdraw", f"{_TASKS}.refresh_national"),
        *(
            Subscription(f"objection.{verb}", f"{_TASKS}.settle_objection")
            for verb in ("raise", "uphold", "reject", "withdraw")
        ),
        Subscription("place_adjustment.confirm", f"{_TASKS}.follow_adjustment"),
        Subscription("calendar_day.set", f"{_TASKS}.reschedule_all"),
        Subscription("calendar_day.withdraw", f"{_TASKS}.reschedule_all"),
    ),
    timers=(Timer("verdict.refresh_with_time", f"{_TASKS}.refresh_with_time", every=60),),
)
