"""The ledger's declaration."""

from django.conf import settings

from hongxian.kernel.module import Module, Noun, Timer

MODULE = Module(
    key="ledger",
    nouns=(
        Noun("entry", "ledger.Entry", visible="hongxian.kernel.ledger.queries.visible_entries", derived=True),
        Noun("signing_key", "ledger.Key"),
    ),
    permissions=("entry.view",),
    timers=(
        Timer("ledger.seal", "hongxian.kernel.ledger.seal.seal", every=settings.SEAL_EVERY),
        Timer("ledger.witness", "hongxian.kernel.ledger.witness.export_head", every=3600),
    ),
)
