"""Who supervises whom: in figures, enterprise by enterprise, body by body."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.glossary import term
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.workbook import XLSX, Head, Table, workbook
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.commands import compute_supervision, propose_override
from hongxian.modules.base.supervision.forms import SECTORS, OverrideForm, QueryForm
from hongxian.modules.base.supervision.models import KINDS
from hongxian.modules.base.supervision.queries import (
    asked_enterprises,
    counted,
    enterprises_page,
    history_of,
    standing_of,
    supervised_by,
    supervising_bodies,
    supervising_body,
    visible_overrides,
    with_supervisions,
)

_WIDTHS = (36, 16, 14, 12, 28, 24, 60, 12)


@require_safe
@needs("supervision.view")
def overview(request: Request) -> HttpResponse:
    """How the enterprises within one's scope stand, kind by kind: whom nobody, whom several supervise."""
    context = {
        "counted": counted(request.actor),
        "may_compute": request.actor.may("supervision.compute"),
        "waiting": visible_overrides(request.actor).filter(state="proposed").count(),
    }
    return render(request, "supervision/overview.html", context)


@require_POST
@needs("supervision.compute")
def compute(request: Request) -> HttpResponse:
    """Compute anew in the places for which one may."""
    opened = closed = 0
    places = list(visible_places(request.actor, "supervision.compute").order_by("path"))
    for place in (each for each in places if not any(_inside(each, other) for other in places)):
        done = compute_supervision(actor=request.actor.within(""), place=place)
        opened, closed = opened + len(done.opened), closed + len(done.closed)
    messages.success(
        request, text.COMPUTED.format(opened=opened, closed=closed) if opened or closed else text.UP_TO_DATE
    )
    return redirect("supervision:overview")


def _inside(place: Any, other: Any) -> bool:
    return bool(place.pk != other.pk and place.path.startswith(other.path))


@require_safe
@needs("supervision.view")
def enterprise_list(request: Request) -> HttpResponse:
    """The enterprises asked for, each with who supervises it in one kind, and why."""
    form = QueryForm(request.actor, request.GET)
    asked = form.asked()
    found = enterprises_page(
        request.actor, asked, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    return render(
        request, "supervision/enterprises.html", {"form": form, "asked": asked, "page": found, "known_sectors": SECTORS}
    )


@require_safe
@needs("supervision.view")
def enterprise_workbook(request: Request) -> HttpResponse:
    """The same as a workbook, all of it."""
    asked = QueryForm(request.actor, request.GET).asked()
    rows = list(asked_enterprises(request.actor, asked).select_related("place").order_by("name", "pk"))
    with_supervisions(rows, asked.kind)
    lines = [line for each in rows for line in _lines(each)]
    standing = term(f"supervision_standing#{asked.standing}") if asked.standing else text.ALL
    title = text.TITLE.format(kind=term(f"supervision_kind#{asked.kind}"), standing=standing)
    heads = [Head(label, width) for label, width in zip(text.COLUMNS, _WIDTHS, strict=True)]
    response = HttpResponse(workbook(Table(text.SHEET, heads, lines, title=title, printed=True)), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(text.FILE)}"
    return response


def _sector(code: str) -> str:
    return term(f"sector#{code}") if code in SECTORS else code


def _lines(enterprise: Any) -> list[tuple[Any, ...]]:
    known = (
        enterprise.name,
        enterprise.place.name,
        _sector(enterprise.sector),
        term(f"ownership#{enterprise.ownership}"),
    )
    if not enterprise.standing_supervisions:
        return [(*known, "", "", term("supervision_standing#nobody"), None)]
    return [
        (
            *known,
            each.body.name if each.body else text.NOT_REGISTERED,
            term(f"supervising_level#{each.level}") if each.level else "",
            each.why,
            each.valid_from,
        )
        for each in enterprise.standing_supervisions
    ]


def one_enterprise(request: Request, key: str) -> HttpResponse:
    """Who supervises one enterprise and why, who did before; whoever may, proposes a body instead of the rules."""
    enterprise = get_object_or_404(visible_enterprises(request.actor, "supervision.view"), pk=key)
    form = None
    if visible_enterprises(request.actor, "supervision_override.propose").filter(pk=key).exists():
        form = OverrideForm(request.actor, request.POST if request.method == "POST" else None)
        if form.is_valid():
            done = form.carry_out(propose_override, actor=request.actor, enterprise=enterprise, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.PROPOSED)
                return redirect("supervision:override", done.pk)
    context = {
        "enterprise": enterprise,
        "kinds": standing_of(request.actor, enterprise),
        "history": history_of(request.actor, enterprise),
        "overrides": visible_overrides(request.actor).filter(enterprise=enterprise).order_by("-proposed_at"),
        "form": form,
        "known_sectors": SECTORS,
    }
    return render(request, "supervision/enterprise.html", context, status=form.status if form else 200)


@require_safe
@needs("supervision.view")
def bodies(request: Request) -> HttpResponse:
    """The bodies that supervise, each with how many enterprises of each kind."""
    return render(request, "supervision/bodies.html", {"rows": supervising_bodies(request.actor), "kinds": KINDS})


@require_safe
@needs("supervision.view")
def body(request: Request, key: str) -> HttpResponse:
    """Whom one body supervises."""
    if (one := supervising_body(request.actor, key)) is None:
        raise Http404
    kind = request.GET.get("kind", "")
    found = supervised_by(
        request.actor,
        one,
        kind if kind in KINDS else "",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "supervision/body.html", {"body": one, "page": found, "kinds": KINDS, "kind": kind})
