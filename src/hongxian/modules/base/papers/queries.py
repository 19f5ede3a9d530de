"""Reads of papers, series, templates and recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.modules.base.accounts.queries import actor_for
from hongxian.modules.base.papers.models import Paper, PaperCounter, PaperSeries, PaperTemplate, Recipient
from hongxian.modules.base.parties.queries import appointments_on
from hongxian.modules.base.places.queries import ancestry

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Appointment, Party
    from hongxian.modules.base.places.models import Place

LOOKING = ("paper.view", "paper.download")
"""What whoever received a paper may do with it."""


def visible_papers(actor: Actor, permission: str = "paper.view") -> QuerySet[Paper]:
    """The papers of the issuers within the actor's scope and those that the actor's office drafted. What is not issued
    yet is seen only by whoever drafts or signs there; who received an issued paper may look at it."""
    rows = Paper.objects.select_related("issuer__place", "issuer__parent", "signer", "series", "superseded_by")
    if not actor.may(permission):
        return rows.none()
    allowed = Q(pk__in=_within(actor, permission))
    if permission in LOOKING:
        inner = Q(pk__in=_within(actor, "paper.draft")) | Q(pk__in=_within(actor, "paper.sign"))
        allowed &= Q(issued_at__isnull=False) | inner
    if actor.organisation:
        allowed |= Q(office=actor.organisation)
        if permission in LOOKING:
            received = Recipient.objects.filter(party_id=actor.organisation).values("paper")
            allowed |= Q(issued_at__isnull=False, pk__in=received)
    return rows.filter(allowed)


def _within(actor: Actor, permission: str) -> QuerySet[Any, Any]:
    return scoped(Paper.objects.all(), actor, permission, path="path", organisation="issuer_id").values("pk")


def visible_recipients(actor: Actor, permission: str = "paper.view") -> QuerySet[Recipient]:
    """The recipients of the papers that the actor may see; to confirm receipt, also one's own organisation."""
    rows = Recipient.objects.select_related("paper__issuer", "party")
    allowed = Q(paper__in=visible_papers(actor, permission).values("pk"))
    if permission == "recipient.receive" and actor.organisation and actor.may(permission):
        allowed |= Q(party_id=actor.organisation, paper__issued_at__isnull=False)
    return rows.filter(allowed)


def visible_series(actor: Actor, permission: str = "paper_series.view") -> QuerySet[PaperSeries]:
    """The series of the issuers within the actor's scope."""
    rows = PaperSeries.objects.select_related("issuer")
    return scoped(rows, actor, permission, path="issuer__place__path", organisation="issuer_id")


def visible_templates(actor: Actor, permission: str = "paper_template.view") -> QuerySet[PaperTemplate]:
    """The templates of the places within the actor's scope."""
    return scoped(PaperTemplate.objects.select_related("place"), actor, permission, path="place__path")


def papers_page(
    actor: Actor, *, words: str = "", kind: str = "", state: str = "", after: str = "", before: str = ""
) -> Page[Paper]:
    """One page of the papers within the actor's scope, newest first: of a kind, in a state, with words in title or
    number."""
    rows = visible_papers(actor)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(document_number__icontains=words))
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    everyone = Recipient.objects.order_by("order")
    rows = rows.prefetch_related(Prefetch("recipients", queryset=everyone))
    return page(rows, ("-drafted_at", "-pk"), after=after, before=before)


def papers_from(actor: Actor, noun: str, key: str) -> list[Paper]:
    """The papers drafted from a row that the actor may see, newest first."""
    return list(visible_papers(actor).filter(noun=noun, subject_key=key).order_by("-drafted_at")[:20])


def recipients_of(paper: Paper) -> list[Recipient]:
    """To whom the paper goes, addressees first. Who may see the paper is checked already."""
    return list(Recipient.objects.filter(paper=paper).select_related("party").order_by("copied", "order"))


def paper_by_token(token: str) -> Paper | None:
    """The issued paper with that token; for the public check, which shows little of it. Not scoped."""
    rows = Paper.objects.select_related("issuer", "superseded_by")
    return rows.filter(token=token).first()


def paper_of(key: str) -> Paper:
    """The paper with that key, for the worker."""
    return Paper.objects.select_related("issuer__place").get(pk=key)


def recipient_of(key: str) -> Recipient:
    """The recipient with that key, for the worker."""
    return Recipient.objects.select_related("paper__issuer__place").get(pk=key)


def signers_for(actor: Actor, issuer: Party) -> list[Appointment]:
    """Who may sign a paper of the issuer that the actor drafts: those who hold a post of it, of the drafting office or
    of the bodies above them, have an account, and may sign."""
    bodies = {str(each) for each in (issuer.pk, issuer.parent_id, actor.organisation) if each}
    rows = appointments_on(today()).filter(post__party_id__in=bodies, person__user__is_active=True)
    rows = rows.select_related("person__user").order_by("-post__is_leadership", "post__name")
    found = []
    for each in rows:
        other = actor_for(each.person.user, each.post)
        if str(each.person_id) != actor.key and other.may("paper.sign"):
            found.append(each)
    return found


def series_for(actor: Actor, issuer: Party) -> QuerySet[PaperSeries]:
    """The series in which the actor may issue papers of that issuer."""
    return visible_series(actor, "paper.issue").filter(issuer=issuer).order_by("code")


def series_overview(actor: Actor) -> list[tuple[PaperSeries, list[PaperCounter]]]:
    """The series within the actor's scope with the last number of each year, newest year first."""
    rows = visible_series(actor).order_by("issuer__name", "code")
    newest = PaperCounter.objects.order_by("-year")
    return [(each, list(each.counters.all())) for each in rows.prefetch_related(Prefetch("counters", queryset=newest))]


def template_for(paper: str, place: Place) -> PaperTemplate | None:
    """The template that applies at a place: the newest of the nearest place at or above it that has its own."""
    rows = PaperTemplate.objects.filter(paper=paper, retired_at__isnull=True, place__path__in=ancestry(place.path))
    return rows.order_by("-place__path", "-version").first()
