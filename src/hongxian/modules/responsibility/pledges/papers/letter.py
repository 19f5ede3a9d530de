"""The letter itself: the words of its link, what is entered of it, the chain it stands in, from the top down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.glossary import term
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.models import LIVE, STOOD, Pledge
from hongxian.modules.responsibility.pledges.naming import giver_of, name_of
from hongxian.modules.responsibility.pledges.queries import chain_above


def stands(pledge: Pledge) -> bool:
    """Whether there is something to be signed or kept: not one that was rejected or withdrawn."""
    return pledge.state in {*LIVE, *STOOD}


def fill_letter(actor: Actor, pledge: Pledge, _asked: Mapping[str, Any]) -> Filled:
    """Both sides, the words, how long it holds, the chain as far as the actor may see it, what is signed."""
    link, bearer = pledge.link, name_of(pledge)
    signed = pledge.signatures.select_related("post").order_by("-side")
    values = {
        "title": link.title,
        "year": link.round.year,
        "number": pledge.number,
        "promise": link.tier == "promises",
        "giver": giver_of(pledge),
        "bearer": bearer,
        "basis": link.round.basis,
        "holds_from": pledge.holds_from,
        "holds_to": pledge.holds_to,
        "first_responsible": pledge.first_responsible,
        "parts": [{"heading": heading, "words": words} for heading, words in link.parts],
        "chain": [_line(each) for each in chain_above(actor, pledge)],
        "signatures": [
            {
                "side": term(f"side#{each.side}"),
                "name": each.signer_name,
                "post": each.post.name if each.post else "",
                "on_behalf_of": each.on_behalf_of,
                "signed_on": each.signed_on,
            }
            for each in signed
        ],
    }
    return Filled(values, (bearer,))


def _line(pledge: Pledge) -> dict[str, Any]:
    return {
        "giver": giver_of(pledge),
        "bearer": name_of(pledge),
        "title": pledge.link.title,
        "signed_on": pledge.signed_on or text.NOT_SIGNED,
    }
