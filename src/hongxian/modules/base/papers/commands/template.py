"""Writes of templates: a place's own words for a paper, checked before they apply."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Max

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.documents.templates import check
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.models import PaperTemplate
from hongxian.modules.base.papers.offers import offers, template_at

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("paper_template.upload")
def upload_template(*, actor: Actor, paper: str, place: Place, wording: str, reason: str) -> PaperTemplate:
    """Let a place have its own template of a paper, for what is drafted from now on. It is first tried on sample
    values and set in type; raises `Problem` that names the line at fault."""
    offered = offers().get(paper)
    if offered is None:
        raise Problem(text.UNKNOWN_PAPER, field="paper")
    if not reason.strip():
        raise Problem(text.NO_REASON, field="reason")
    wording = wording.replace("\r\n", "\n").strip() + "\n"
    now_applies, _ = template_at(offered, place)
    if wording == now_applies:
        raise Problem(text.SAME_TEMPLATE, field="wording")
    pdf_of(check(wording, {**offered.sample, "issuer": place.name}).content)
    last = PaperTemplate.objects.filter(paper=paper, place=place).aggregate(last=Max("version"))["last"] or 0
    template = PaperTemplate.objects.create(
        paper=paper,
        place=place,
        version=last + 1,
        wording=wording,
        hash=sha256(wording.encode()).hexdigest(),
        reason=reason.strip(),
        uploaded_at=now(),
        uploaded_by=actor.key,
        uploaded_by_name=actor.name,
    )
    record(template, reason=template.reason)
    return template


@command("paper_template.retire")
def retire_template(*, actor: Actor, template: PaperTemplate, reason: str) -> PaperTemplate:
    """Use it no longer: what stands above it applies again. What was drafted by it stays as it is."""
    if not reason.strip():
        raise Problem(text.NO_REASON, field="reason")
    if template.retired_at is not None:
        raise Problem(text.RETIRED_ALREADY)
    if not PaperTemplate.objects.filter(pk=template.pk, retired_at__isnull=True).update(retired_at=now()):
        raise Stale(STALE)
    template.refresh_from_db()
    record(template, reason=reason.strip())
    return template
