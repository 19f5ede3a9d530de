"""The keeping of the ledger: its keys, its sealing, its pages; and the outbox as people see it."""

from django.conf import settings

from hongxian.kernel.module import MenuItem, Module, Timer

MODULE = Module(
    key="custody",
    urls="hongxian.kernel.custody.urls",
    menu=(
        MenuItem("entry", "custody:entries", "entry.view", icon="shield-check", order=910),
        MenuItem("outbox", "custody:messages", "message.view", icon="send", order=920),
    ),
    flows=("hongxian.kernel.custody.flow.MESSAGE",),
    timers=(
        Timer("ledger.seal", "hongxian.kernel.custody.seal.seal", every=settings.SEAL_EVERY),
        Timer("ledger.witness", "hongxian.kernel.ledger.witness.export_head", every=3600),
    ),
)
