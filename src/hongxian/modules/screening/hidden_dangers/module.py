"""The room of hidden dangers: found, graded, rectified, re-checked, closed."""

from hongxian.kernel.module import Attachable, FactSource, MenuItem, Module, Noun, PaperOffer, Subscription

_ROOM = "hongxian.modules.screening.hidden_dangers"
_QUERIES = f"{_ROOM}.queries"
_REGISTERS = f"{_ROOM}.registers"
_PAPERS = f"{_ROOM}.papers"
_FACTS = f"{_ROOM}.facts"
_CHANGING = (
    "register", "merge", "correct", "take_over", "take_back", "grade", "remove_on_the_spot", "assign",
    "report_rectified", "close", "return", "reopen", "upgrade", "withdraw", "mark", "follow_places",
    "follow_merge", "code",
)  # fmt: skip

MODULE = Module(
    key="hidden_dangers",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(
        MenuItem("hidden_danger", "hidden_dangers:list", "hidden_danger.view", icon="triangle-alert", order=70),
        MenuItem(
            "formal_notification", "hidden_dangers:notifications", "formal_notification.view", icon="send", order=72
        ),
        MenuItem(
            "hidden_danger_report",
            "hidden_dangers:reports",
            "hidden_danger_report.view",
            icon="file-text",
            order=74,
        ),
    ),
    attachables=(Attachable("hidden_danger", ("photo", "voice", "signature"), "hidden_danger.attach"),),
    registers=(
        f"{_REGISTERS}.HIDDEN_DANGERS",
        f"{_REGISTERS}.NOTIFICATIONS",
        f"{_REGISTERS}.REPORTS",
        f"{_REGISTERS}.ORIGIN_RETURNS",
    ),
    flows=(
        f"{_ROOM}.flow.HIDDEN_DANGER",
        f"{_ROOM}.flow.DANGER_CHANGE",
        f"{_ROOM}.flow.EXTENSION",
        f"{_ROOM}.flow.FORMAL_NOTIFICATION",
    ),
    nouns=(
        Noun(
            "hidden_danger",
            model="hidden_dangers.HiddenDanger",
            visible=f"{_QUERIES}.visible_hidden_dangers",
            page="hidden_dangers:detail",
            keyed_as=("danger_keys",),
            search=("description", "location", "premises", "basis"),
        ),
        Noun("danger_change", model="hidden_dangers.DangerChange", visible=f"{_QUERIES}.visible_changes"),
        Noun("extension", model="hidden_dangers.Extension", visible=f"{_QUERIES}.visible_extensions"),
        Noun("interim_control", model="hidden_dangers.InterimControl", visible=f"{_QUERIES}.visible_controls"),
        Noun("danger_notice", model="hidden_dangers.DangerNotice", visible=f"{_QUERIES}.visible_notices"),
        Noun(
            "formal_notification",
            model="hidden_dangers.FormalNotification",
            visible=f"{_QUERIES}.visible_notifications",
            page="hidden_dangers:notification",
        ),
        Noun("danger_origin_return", model="hidden_dangers.DangerOriginReturn", visible=f"{_QUERIES}.visible_origins"),
        Noun("treatment_feedback", model="hidden_dangers.TreatmentFeedback", visible=f"{_QUERIES}.visible_feedback"),
        Noun(
            "hidden_danger_report",
            model="hidden_dangers.HiddenDangerReport",
            visible=f"{_QUERIES}.visible_reports",
            page="hidden_dangers:report",
        ),
        Noun("report_count", model="hidden_dangers.ReportCount", visible=f"{_QUERIES}.visible_counts"),
    ),
    facts=(
        FactSource(
            "hidden_danger",
            f"{_FACTS}.hidden_dangers",
            (*(f"hidden_danger.{verb}" for verb in _CHANGING), "danger_change.confirm"),
        ),
        FactSource(
            "hidden_danger_report",
            f"{_FACTS}.reports",
            (
                "hidden_danger_report.make",
                "hidden_danger_report.receive",
                "hidden_danger_report.present",
                "hidden_danger.follow_merge",
            ),
        ),
        FactSource(
            "formal_notification",
            f"{_FACTS}.notifications",
            ("formal_notification.send", "formal_notification.withdraw"),
        ),
        FactSource("treatment_feedback", f"{_FACTS}.feedback", ("formal_notification.reply",)),
        FactSource(
            "danger_origin_return",
            f"{_FACTS}.origins",
            (
                *(f"hidden_danger.{verb}" for verb in ("register", "take_over", "take_back", "withdraw", "merge")),
                "danger_change.confirm",
                "danger_origin_return.declare",
                "danger_origin_return.take_back",
            ),
        ),
        FactSource("danger_notice", f"{_FACTS}.notices", ("danger_notice.give",)),
    ),
    permissions=(
        "hidden_danger.view",
        "hidden_danger.attach",
        "danger_change.view",
        "extension.view",
        "interim_control.view",
        "danger_notice.view",
        "danger_origin_return.view",
        "formal_notification.view",
        "treatment_feedback.view",
        "hidden_danger_report.view",
        "report_count.view",
    ),
    papers=(
        PaperOffer(
            "rectification_order",
            noun="hidden_danger",
            fill=f"{_PAPERS}.orders.fill_order",
            sample=f"{_PAPERS}.text.SAMPLE",
            permission="hidden_danger.assign",
            when=f"{_PAPERS}.orders.is_ordered",
        ),
        PaperOffer(
            "notification_letter",
            noun="formal_notification",
            fill=f"{_PAPERS}.notifications.fill_letter",
            sample=f"{_PAPERS}.text.LETTER_SAMPLE",
            permission="formal_notification.send",
            when=f"{_PAPERS}.notifications.is_sent",
        ),
        PaperOffer(
            "recheck_opinion",
            noun="hidden_danger",
            fill=f"{_PAPERS}.orders.fill_opinion",
            sample=f"{_PAPERS}.text.SAMPLE",
            permission="hidden_danger.close",
            when=f"{_PAPERS}.orders.is_rechecked",
        ),
    ),
    subscriptions=(
        Subscription("place_adjustment.confirm", f"{_ROOM}.tasks.follow"),
        Subscription("enterprise_merge.confirm", f"{_ROOM}.tasks.follow_merged"),
        Subscription("enterprise_merge.undo", f"{_ROOM}.tasks.follow_merged"),
    ),
)
