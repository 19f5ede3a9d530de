"""The outbox's declaration."""

from hongxian.kernel.module import Module, Noun, Timer

MODULE = Module(
    key="outbox",
    nouns=(
        Noun("message", "outbox.Message", visible="hongxian.kernel.outbox.queries.visible_messages", derived=True),
        Noun("timer_run", "outbox.TimerRun", visible="hongxian.kernel.outbox.queries.visible_timer_runs", derived=True),
    ),
    permissions=("message.view",),
    timers=(Timer("outbox.clear_done", "hongxian.kernel.outbox.deliver.clear_done", every=86_400),),
)
