"""What of this room is in the hands of a post: the contracts that it carries out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.holdings import Holding
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands.contract import hand_on_contract
from hongxian.modules.base.mandates.models import ServiceContract
from hongxian.modules.base.mandates.queries import contracts_of_post

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post


def holdings(post: str, _body: str, _person: str) -> Iterator[Holding]:
    """The contracts in force, bound to the post."""
    for contract in contracts_of_post(post):
        title = text.CONTRACT_TITLE.format(enterprise=contract.enterprise.name, number=contract.document_number)
        yield Holding(contract, title, due_on=contract.valid_to, bound=True)


def hand_on(actor: Actor, contract: ServiceContract, post: Post) -> None:
    """Let another post of the same body carry out the contract."""
    hand_on_contract(actor=actor.lent("service_contract.hand_on", "post.view"), contract=contract, post=post)
