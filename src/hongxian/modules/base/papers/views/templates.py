"""Pages of templates: what the product brings, what a place has put in its stead."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.documents.templates import check
from hongxian.kernel.documents.text import SAMPLE
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.answering import answer
from hongxian.modules.base.papers.commands import retire_template, upload_template
from hongxian.modules.base.papers.forms import ReasonForm, TemplateForm
from hongxian.modules.base.papers.models import PaperTemplate
from hongxian.modules.base.papers.offers import Offered, offers
from hongxian.modules.base.papers.queries import visible_templates


@require_safe
@needs("paper_template.view")
def template_list(request: Request) -> HttpResponse:
    """Every kind of paper with the templates that places have for it."""
    own: dict[str, list[PaperTemplate]] = {}
    for each in visible_templates(request.actor).filter(retired_at__isnull=True).order_by("place__path", "-version"):
        own.setdefault(each.paper, []).append(each)
    rows = [(key, offered, own.get(key, [])) for key, offered in offers().items()]
    return render(request, "papers/templates.html", {"rows": rows})


@needs("paper_template.view")
def template(request: Request, paper: str) -> HttpResponse:
    """One kind of paper: its fields, the product's template, the versions of places; a new one is uploaded here."""
    offered = _offered(paper)
    actor, form = request.actor, None
    if actor.may("paper_template.upload"):
        posted = request.method == "POST"
        data, files = (request.POST, request.FILES) if posted else (None, None)
        form = TemplateForm(actor, data, files, wording=offered.packaged)
        if posted and form.is_valid():
            given = form.cleaned_data
            done = form.carry_out(upload_template, actor=actor, paper=paper, **given)
            if done is not None:
                messages.success(request, text.UPLOADED.format(version=done.version))
                return redirect("papers:template_version", done.pk)
    context = {
        "paper": paper,
        "offered": offered,
        "fields": _fields(offered),
        "versions": visible_templates(actor).filter(paper=paper).order_by("place__path", "-version"),
        "form": form,
    }
    return render(request, "papers/template.html", context, status=form.status if form else 200)


@require_safe
@needs("paper_template.view")
def sample(request: Request, paper: str) -> HttpResponse:
    """The product's template with sample values, as PDF."""
    offered = _offered(paper)
    return _sample(offered, offered.packaged)


@require_safe
def version(request: Request, key: str) -> HttpResponse:
    """One version of a place's template; `?pdf` shows it with sample values."""
    found = get_object_or_404(visible_templates(request.actor), pk=key)
    if "pdf" in request.GET:
        return _sample(_offered(found.paper), found.wording)
    return _version(request, found)


@require_POST
def retire(request: Request, key: str) -> HttpResponse:
    """Use a version no longer."""
    found = get_object_or_404(visible_templates(request.actor, "paper_template.retire"), pk=key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.carry_out(retire_template, actor=request.actor, template=found, reason=reason) is not None:
            messages.success(request, text.RETIRED)
            return redirect("papers:template_version", key)
    return _version(request, found, form)


def _version(request: Request, found: PaperTemplate, form: ReasonForm | None = None) -> HttpResponse:
    may = visible_templates(request.actor, "paper_template.retire").filter(pk=found.pk).exists()
    context = {
        "template": found,
        "form": (form or ReasonForm()) if may and found.retired_at is None else None,
        "moments": timeline(found),
    }
    return render(request, "papers/version.html", context, status=form.status if form else 200)


def _sample(offered: Offered, wording: str) -> HttpResponse:
    content = check(wording, {"issuer": text.SAMPLE_ISSUER, **offered.sample}).content
    return answer(pdf_of(content, watermark=SAMPLE), "pdf", "", inline=True)


def _offered(paper: str) -> Offered:
    if paper not in offers():
        raise Http404
    return offers()[paper]


def _fields(offered: Offered) -> list[tuple[str, Any]]:
    return [("issuer", text.SAMPLE_ISSUER), *offered.sample.items()]
