"""The room of drafts: policy texts on their way to becoming packs."""

from hongxian.kernel.module import MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.drafts.queries"
_FLOWS = "hongxian.modules.base.drafts.flow"

MODULE = Module(
    key="drafts",
    urls="hongxian.modules.base.drafts.urls",
    menu=(MenuItem("draft", "drafts:list", "draft.view", icon="file-input", order=20, group="menu#policy"),),
    flows=(f"{_FLOWS}.DRAFT", f"{_FLOWS}.PROPOSAL"),
    nouns=(
        Noun("draft", model="drafts.Draft", visible=f"{_QUERIES}.visible_drafts", page="drafts:detail"),
        Noun("proposal", model="drafts.Proposal", visible=f"{_QUERIES}.visible_proposals"),
    ),
    permissions=("draft.view", "proposal.view"),
    holdings="hongxian.modules.base.drafts.held.holdings",
)
