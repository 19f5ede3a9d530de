"""The ledger's declaration."""

from hongxian.kernel.module import Module, Noun

MODULE = Module(
    key="ledger",
    nouns=(
        Noun("entry", "ledger.Entry", visible="hongxian.kernel.ledger.queries.visible_entries", derived=True),
        Noun("signing_key", "ledger.Key"),
    ),
    permissions=("entry.view",),
)
