"""The packs of the demo world: published by its cast, adopted by their places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.portal.demo.cast import Cast

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


def build_pack(told: Mapping[str, Any], code: str, valid_from: date, judged_from: date) -> Adoption:
    """A pack, loaded, reviewed, published by three people, and adopted at a place."""
    cast = Cast()
    pack = policies.load_pack(actor=cast[told["loads"]], folder=settings.PACKAGE_DIR / "packs" / told["folder"])
    policies.review_pack(actor=cast[told["reviews"]], pack=pack)
    approver = cast[told["publishes"]]
    policies.publish_pack(actor=approver, pack=pack)
    return policies.adopt_pack(
        actor=approver, pack=pack, place=place(code), valid_from=valid_from, judged_from=judged_from
    )
