"""The life of a paper, and of its way to each recipient."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.models import Paper


def _is_the_signer(paper: Paper, actor: Actor) -> str | None:
    if actor.key == paper.drafted_by:
        return text.SIGNED_BY_ANOTHER.format(name=paper.drafted_by_name)
    if paper.signer is not None and actor.key != str(paper.signer_id):
        return text.SIGNED_BY_THE_NAMED.format(name=paper.signer.name)
    return None


PAPER = Flow(
    noun="paper",
    states=("drafted", "submitted", "signed", "issued", "withdrawn", "superseded", "abandoned"),
    steps=(
        Step("revise", ("drafted",), "drafted"),
        Step("submit", ("drafted",), "submitted", needs=("signer",)),
        Step("return", ("submitted", "signed"), "drafted", needs=("reason",)),
        Step("sign", ("submitted",), "signed", guards=(_is_the_signer,)),
        Step("issue", ("signed",), "issued", needs=("series",)),
        Step("withdraw", ("issued",), "withdrawn", needs=("reason",)),
        Step("supersede", ("issued",), "superseded", needs=("superseded_by", "reason")),
        Step("abandon", ("drafted",), "abandoned", needs=("reason",)),
    ),
)


def _is_issued(recipient: object, _actor: Actor) -> str | None:
    issued: bool = recipient.paper.issued_at is not None  # type: ignore[attr-defined]
    return None if issued else text.NOT_ISSUED


RECIPIENT = Flow(
    noun="recipient",
    states=("awaiting", "served", "received", "refused"),
    steps=(
        Step("serve", ("awaiting",), "served", needs=("way", "served_on"), guards=(_is_issued,)),
        Step("receive", ("awaiting", "served"), "received", needs=("received_on", "receiver"), guards=(_is_issued,)),
        Step("refuse", ("awaiting", "served"), "refused", needs=("refusal", "witness"), guards=(_is_issued,)),
    ),
)
