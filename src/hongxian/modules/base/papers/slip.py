"""The slip that goes with a paper and comes back signed; in two copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hongxian.kernel.documents.content import Content
from hongxian.kernel.documents.markup import parse
from hongxian.kernel.documents.templates import fill
from hongxian.kernel.glossary import term

if TYPE_CHECKING:
    from hongxian.modules.base.papers.models import Recipient

TEMPLATE = Path(__file__).parent / "papers" / "service_slip.txt"


def slip_of(recipient: Recipient) -> Content:
    """What the slip says, with room for what is written by hand."""
    paper = recipient.paper
    values = {
        "issuer": paper.issuer.name,
        "title": paper.title,
        "number": paper.document_number,
        "recipient": recipient.name,
        "way": term(f"way#{recipient.way}") if recipient.way else "",
        "served_on": recipient.served_on,
        "served_by": recipient.served_by_name,
        "received_on": recipient.received_on,
        "receiver": recipient.receiver,
        "refusal": recipient.refusal,
        "witness": recipient.witness,
    }
    return parse(fill(TEMPLATE.read_text(encoding="utf-8"), values)).content
