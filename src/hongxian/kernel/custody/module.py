"""The keeping of the ledger: its pages, its keys, its proofs."""

from hongxian.kernel.module import MenuItem, Module

MODULE = Module(
    key="custody",
    urls="hongxian.kernel.custody.urls",
    menu=(MenuItem("entry", "custody:entries", "entry.view", icon="shield-check", order=80),),
)
