"""Writes of packs: loaded, reviewed, published, withdrawn, and adopted by places."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.errors import PackErrors
from hongxian.kernel.two_times import current, end_before
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.content import content_of, keep, read_folder
from hongxian.modules.base.policies.flow import PACK
from hongxian.modules.base.policies.models import Adoption, Pack
from hongxian.modules.base.policies.queries import adoptions_on

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("pack.load")
def load_pack(*, actor: Actor, folder: Path) -> Pack:
    """Load a pack from a folder as a draft. Raises `Problem` with every error by file and line, when its place is
    unknown, or when that version was loaded before."""
    try:
        content = read_folder(folder)
    except PackErrors as errors:
        listed = "\n".join(str(error) for error in errors.errors)
        raise Problem(text.PACK_UNREADABLE.format(count=len(errors.errors), errors=listed)) from errors
    place = find_place(content.entry.place_code)
    if place is None:
        raise Problem(text.PLACE_MISSING.format(name=content.entry.place_name, code=content.entry.place_code))
    digest = keep(folder)
    names = {"code": content.id, "version": content.version}
    if existing := Pack.objects.filter(**names).first():
        sentence = text.ALREADY_LOADED if existing.hash == digest else text.SAME_VERSION
        raise Problem(sentence.format(**names))
    pack = Pack.objects.create(
        **names,
        title=content.entry.title,
        place=place,
        hash=digest,
        effective_from=content.entry.effective_from,
        loaded_at=now(),
        loaded_by=actor.key,
    )
    record(pack, pack=f"{pack.code}/{pack.version}")
    return pack


@command("pack.review")
def review_pack(*, actor: Actor, pack: Pack) -> Pack:
    """Say, as somebody else than who loaded it, that the pack renders its text faithfully."""
    PACK.advance(pack, "review", actor, reviewed_by=actor.key)
    record(pack, pack=f"{pack.code}/{pack.version}")
    return pack


@command("pack.publish")
def publish_pack(*, actor: Actor, pack: Pack) -> Pack:
    """Publish a reviewed pack, as somebody else than who reviewed it; from now on it never changes."""
    content_of(pack)
    PACK.advance(pack, "publish", actor, published_by=actor.key, published_at=now())
    record(pack, pack=f"{pack.code}/{pack.version}")
    return pack


@command("pack.withdraw")
def withdraw_pack(*, actor: Actor, pack: Pack, reason: str) -> Pack:
    """Withdraw a pack; nothing is judged by it any more, what was judged stays on record."""
    words = said("reason", reason)
    PACK.advance(pack, "withdraw", actor, {"reason": words})
    record(pack, reason=words, pack=f"{pack.code}/{pack.version}")
    return pack


@command("adoption.begin", sees="pack=pack.view")
def adopt_pack(*, actor: Actor, pack: Pack, place: Place, valid_from: date, judged_from: date) -> Adoption:
    """Let a published pack bind a place; an earlier version adopted there ends the day before. Periods that began
    before `judged_from` are not judged. Raises `Problem` where a noun that the pack brings along means something else
    in another pack in force: rows are entered under its name."""
    if pack.state != "published":
        raise Problem(text.NOT_PUBLISHED.format(state=term(f"pack:{pack.state}")))
    if not place.path.startswith(pack.place.path):
        raise Problem(text.OUTSIDE.format(place=pack.place.name), field="place")
    if judged_from < pack.effective_from:
        raise Problem(text.TOO_EARLY.format(found=judged_from, expected=pack.effective_from), field="judged_from")
    if current(Adoption.objects.filter(pack=pack, place=place, valid_to__isnull=True)).exists():
        raise Problem(text.ALREADY_ADOPTED.format(place=place.name))
    _check_nouns(pack)
    touched = end_before(Adoption.objects.filter(pack__code=pack.code, place=place), valid_from, _version_in_force)
    adoption = Adoption.objects.create(pack=pack, place=place, valid_from=valid_from, judged_from=judged_from)
    record(adoption, *touched, pack=f"{pack.code}/{pack.version}")
    return adoption


def _check_nouns(pack: Pack) -> None:
    own = content_of(pack).dictionary.nouns
    for other in Pack.objects.filter(pk__in=adoptions_on().values("pack")).exclude(code=pack.code).order_by("code"):
        for key, noun in content_of(other).dictionary.nouns.items():
            if key in own and own[key] != noun:
                names = {"key": key, "label": own[key].label, "pack": other.code}
                raise Problem(text.NOUN_OTHERWISE.format(other=noun.label, **names))


def _version_in_force(old: Adoption) -> Problem:
    return Problem(text.VERSION_IN_FORCE.format(version=old.pack.version, start=old.valid_from), field="valid_from")
