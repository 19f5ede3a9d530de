"""Writes of checklists: drawing up a version, handing it in, publishing by a second person, pairing, ending."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import not_ahead, one_of, said
from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.flow import CHECKLIST
from hongxian.modules.screening.checks.library import ready_lists
from hongxian.modules.screening.checks.models import CHECKLIST_KINDS, Checklist, ChecklistItem
from hongxian.modules.screening.checks.models.checklist import UNDER_WAY
from hongxian.modules.screening.checks.queries import visible_checklists

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place

_COPIED = ("code", "order", "section", "title", "basis", "danger_category", "photo_required", "risk_hint")


@command("checklist.draw_up", sees="copied_from=checklist.view department=party.view")
def draw_up_checklist(
    *,
    actor: Actor,
    kind: str = "",
    title: str = "",
    place: Place | None = None,
    enterprise: Enterprise | None = None,
    department: Party | None = None,
    sector: str = "",
    trade: str = "",
    basis: str = "",
    ready: str = "",
    copied_from: Checklist | None = None,
    next_version: bool = False,
) -> Checklist:
    """Draw up a list as a draft: empty, from a `ready` list of the library, as a copy of another list (for a place, or
    the own list of an enterprise), or as the `next_version` of the one copied.

    Raises `Problem` where it is not said for whom it is, and where another version is under way.
    """
    source = _source(kind, ready, copied_from)
    if next_version and copied_from is not None:
        told = _next(actor, copied_from)
    else:
        told = _first(kind or (copied_from.kind if copied_from else ""), place, enterprise)
        told["department"] = department
    told |= {name: value for name, value in source["about"].items() if not told.get(name)}
    told |= {name: words.strip() for name, words in (("title", title), ("sector", sector)) if words.strip()}
    told |= {name: words.strip() for name, words in (("trade", trade), ("basis", basis)) if words.strip()}
    said("title", told.get("title", ""))
    draft = Checklist.objects.create(
        **told, drafted_at=now(), drafted_by=actor.key, drafted_by_name=actor.name, library_key=ready
    )
    items = [
        ChecklistItem.objects.create(checklist=draft, **{"order": order, **each}) for order, each in source["items"]
    ]
    record(draft, *items)
    return draft


@command("checklist.submit")
def submit_checklist(*, actor: Actor, checklist: Checklist) -> Checklist:
    """Hand the draft in to be published. Raises `Problem` when it has no item."""
    CHECKLIST.advance(checklist, "submit", actor, return_reason="")
    record(checklist)
    return checklist


@command("checklist.publish")
def publish_checklist(*, actor: Actor, checklist: Checklist, published_on: date | None = None) -> Checklist:
    """Publish the list, as another than who drew it up (an enterprise its own list by itself). The version before held
    until the day before."""
    day = not_ahead("published_on", published_on or today())
    before = Checklist.objects.select_for_update().filter(list_series=checklist.list_series, state="published").first()
    touched = []
    if before is not None and before.published_on is not None:
        if day <= before.published_on:
            raise Problem(text.NOT_LATER.format(found=day, before=before.published_on), field="published_on")
        last_day = day - timedelta(days=1)
        touched = [CHECKLIST.advance(before, "supersede", actor, ended_on=last_day, ended_at=now())]
    CHECKLIST.advance(
        checklist,
        "publish",
        actor,
        published_on=day,
        published_at=now(),
        published_by=actor.key,
        published_by_name=actor.name,
    )
    record(checklist, *touched)
    return checklist


@command("checklist.return")
def return_checklist(*, actor: Actor, checklist: Checklist, reason: str) -> Checklist:
    """Send the list back to be mended, with the reason."""
    words = reason.strip()
    CHECKLIST.advance(checklist, "return", actor, {"reason": words}, return_reason=words)
    record(checklist, reason=words)
    return checklist


@command("checklist.end")
def end_checklist(*, actor: Actor, checklist: Checklist, reason: str) -> Checklist:
    """End a published list today without a successor: no further tasks are made by it."""
    words = reason.strip()
    CHECKLIST.advance(checklist, "end", actor, {"reason": words}, ended_on=today(), ended_at=now())
    record(checklist, reason=words)
    return checklist


@command("checklist.abandon")
def abandon_checklist(*, actor: Actor, checklist: Checklist, reason: str) -> Checklist:
    """Give up a draft, with the reason; it stays on record."""
    words = reason.strip()
    CHECKLIST.advance(checklist, "abandon", actor, {"reason": words}, ended_at=now())
    record(checklist, reason=words)
    return checklist


@command("checklist.pair")
def pair_checklist(*, actor: Actor, checklist: Checklist, counterpart: Checklist) -> Checklist:
    """Pair an enterprise list with a department list: items of one code are compared. All their versions follow."""
    if checklist.kind == counterpart.kind:
        kinds = {"first": term(f"kind#{checklist.kind}"), "second": term(f"kind#{counterpart.kind}")}
        raise Problem(text.SAME_KIND.format(**kinds), field="counterpart")
    pairing = checklist.pairing or counterpart.pairing or new_key()
    rows = Checklist.objects.filter(list_series__in=(checklist.list_series, counterpart.list_series))
    if not rows.exclude(pairing=pairing).exists() and not rows.filter(pairing__isnull=True).exists():
        raise Problem(text.PAIRED_ALREADY, field="counterpart")
    rows.update(pairing=pairing)
    checklist.refresh_from_db()
    record(checklist, *rows.exclude(pk=checklist.pk).order_by("pk"))
    return checklist


def _first(kind: str, place: Place | None, enterprise: Enterprise | None) -> dict[str, Any]:
    """The columns of the first version of a list."""
    where = enterprise.place if enterprise is not None else place
    if where is None:
        raise Problem(text.PLACE_NEEDED, field="place")
    one_of("kind", kind, CHECKLIST_KINDS)
    if enterprise is not None and kind != CHECKLIST_KINDS[0]:
        raise Problem(text.OWN_KIND_ONLY, field="kind")
    return {"kind": kind, "place": where, "place_path": where.path, "enterprise": enterprise}


def _next(actor: Actor, copied_from: Checklist) -> dict[str, Any]:
    """The columns of the version after those of the series, which must be within the actor's scope, not only seen."""
    if not visible_checklists(actor, "checklist.draw_up").filter(pk=copied_from.pk).exists():
        raise NotVisible(NOT_IN_SCOPE)
    versions = Checklist.objects.filter(list_series=copied_from.list_series)
    if other := versions.filter(state__in=UNDER_WAY).first():
        state = term(f"checklist:{other.state}")
        raise Problem(text.UNDER_WAY.format(number=other.revision, state=state), field="copied_from")
    last = versions.order_by("-revision").values_list("revision", flat=True)[0]
    names = ("list_series", "pairing", "kind", "place", "place_path", "enterprise", "department")
    return {name: getattr(copied_from, name) for name in names} | {"revision": last + 1}


def _source(kind: str, ready: str, copied_from: Checklist | None) -> dict[str, Any]:
    """What is taken over: words about the list, and its items."""
    if copied_from is not None:
        items = [{name: getattr(each, name) for name in _COPIED} for each in copied_from.items.order_by("order")]
        about = {name: getattr(copied_from, name) for name in ("title", "sector", "trade", "basis")}
        return {"about": about, "items": list(enumerate(items, 1))}
    if not ready:
        return {"about": {}, "items": []}
    one_of("kind", kind, CHECKLIST_KINDS)
    if (found := ready_lists().get(ready)) is None:
        raise Problem(text.NO_SUCH_READY.format(found=ready), field="ready")
    about = {"title": found.title, "sector": found.sector, "trade": found.trade, "basis": found.source}
    return {"about": about, "items": list(enumerate(found.columns_for(kind), 1))}
