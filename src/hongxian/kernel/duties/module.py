"""The room of duties."""

from hongxian.kernel.module import Module, Noun, Timer

MODULE = Module(
    key="duties",
    nouns=(Noun("duty", model="duties.Duty", visible="hongxian.kernel.duties.queries.visible_duties"),),
    permissions=("duty.view",),
    holdings="hongxian.kernel.duties.held.holdings",
    flows=("hongxian.kernel.duties.flow.DUTY",),
    timers=(Timer("duty.remind_and_escalate", "hongxian.kernel.duties.tasks.remind_and_escalate", every=60),),
)
