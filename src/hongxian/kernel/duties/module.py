"""The room of duties."""

from hongxian.kernel.module import Module, NoticeKind, Noun, Timer

_TOLD = "hongxian.kernel.duties.told"

MODULE = Module(
    key="duties",
    nouns=(
        Noun("duty", model="duties.Duty", visible="hongxian.kernel.duties.queries.visible_duties", page="desk:duty"),
    ),
    permissions=("duty.view",),
    holdings="hongxian.kernel.duties.held.holdings",
    flows=("hongxian.kernel.duties.flow.DUTY",),
    notices=(
        NoticeKind("duty_opened", ("duty.open", "duty.move"), f"{_TOLD}.opened"),
        NoticeKind("duty_soon_due", ("duty.remind",), f"{_TOLD}.soon_due"),
        NoticeKind("duty_overdue", ("duty.escalate", "duty.tell_overdue"), f"{_TOLD}.overdue", urgent=True),
        NoticeKind("duty_escalated", ("duty.escalate",), f"{_TOLD}.escalated", urgent=True),
    ),
    timers=(Timer("duty.remind_and_escalate", "hongxian.kernel.duties.tasks.remind_and_escalate", every=60),),
)
