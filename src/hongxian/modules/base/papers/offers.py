"""What papers can be drafted from a row: read from the declarations of all rooms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.module import PaperOffer, modules, noun, noun_of, resolve
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.modules.base.papers.queries import template_for

if TYPE_CHECKING:
    from hongxian.modules.base.papers.models import PaperTemplate
    from hongxian.modules.base.places.models import Place


@dataclass(frozen=True)
class Offered:
    """An offer with the template that the product brings for it."""

    offer: PaperOffer
    packaged: str

    @property
    def key(self) -> str:
        """The paper's key."""
        return self.offer.key

    @property
    def sample(self) -> Mapping[str, Any]:
        """A value for every field of the template."""
        found: Any = resolve(self.offer.sample)
        return dict(found)


@cache
def offers() -> dict[str, Offered]:
    """Every paper that a room offers, by key. Raises where a template is missing."""
    found = {}
    for module in modules().values():
        folder = Path(apps.get_app_config(module.key).path) / "papers"
        for offer in module.papers:
            template = (folder / f"{offer.key}.txt").read_text(encoding="utf-8")
            found[offer.key] = Offered(offer, template)
    return found


def offers_for(row: Model) -> Iterator[Offered]:
    """The papers that can be drafted from this row."""
    kind = noun_of(type(row))
    for each in offers().values():
        if kind and each.offer.noun == kind.key and (not each.offer.when or resolve(each.offer.when)(row)):
            yield each


def row_of(offered: Offered, actor: Actor, key: str) -> Model:
    """The row with that key, if the actor may see it as the offer asks. Raises `NotVisible`."""
    offer = offered.offer
    try:
        if offer.find:
            row: Model | None = resolve(offer.find)(actor, key)
        else:
            row = resolve(noun(offer.noun).visible)(actor, offer.permission).filter(pk=key).first()
    except (ValidationError, ValueError) as error:
        raise NotVisible(NOT_IN_SCOPE) from error
    if row is None or (offer.when and not resolve(offer.when)(row)):
        raise NotVisible(NOT_IN_SCOPE)
    return row


def filled(offered: Offered, actor: Actor, row: Model, asked: Mapping[str, Any]) -> Filled:
    """The values that the row gives for the paper."""
    found: Filled = resolve(offered.offer.fill)(actor, row, asked)
    return found


def template_at(offered: Offered, place: Place) -> tuple[str, PaperTemplate | None]:
    """The text of the template that applies at a place, and whose it is: None for the product's own."""
    own = template_for(offered.key, place)
    return (own.wording, own) if own else (offered.packaged, None)
