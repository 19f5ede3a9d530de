"""The outbox's declaration."""

from hongxian.kernel.module import MenuItem, Module, Noun, Timer

MODULE = Module(
    key="outbox",
    urls="hongxian.kernel.outbox.urls",
    nouns=(
        Noun("message", "outbox.Message", visible="hongxian.kernel.outbox.queries.visible_messages", derived=True),
        Noun("timer_run", "outbox.TimerRun", visible="hongxian.kernel.outbox.queries.visible_timer_runs", derived=True),
    ),
    menu=(MenuItem("outbox", url="outbox:messages", permission="message.view", icon="send", order=920),),
    flows=("hongxian.kernel.outbox.flow.MESSAGE",),
    permissions=("message.view",),
    timers=(Timer("outbox.clear_done", "hongxian.kernel.outbox.deliver.clear_done", every=86_400),),
)
