"""The pages of one hidden danger and of the figures; entering one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.duties.queries import duties_about
from hongxian.kernel.flow import Flow
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import CODES, codes, crossed
from hongxian.modules.screening.hidden_dangers.commands import numbered, register_hidden_danger
from hongxian.modules.screening.hidden_dangers.duplicates import likely_pairs
from hongxian.modules.screening.hidden_dangers.flow import DANGER_CHANGE, EXTENSION
from hongxian.modules.screening.hidden_dangers.forms.entering import DangerForm
from hongxian.modules.screening.hidden_dangers.forms.merging import reasons
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import (
    figures,
    is_overdue,
    visible_changes,
    visible_controls,
    visible_extensions,
    visible_hidden_dangers,
    visible_notices,
    visible_notifications,
    visible_reports,
)
from hongxian.modules.screening.hidden_dangers.queries.risks import failed_words, named_risk
from hongxian.modules.screening.hidden_dangers.suggesting import suggested
from hongxian.modules.screening.hidden_dangers.views.acts import verbs_open


@needs("hidden_danger.register")
def register(request: Request) -> HttpResponse:
    """Enter what was found. While it is being described, what was entered before may be asked for: the fragment of it,
    or the page as it was typed so far."""
    if request.POST.keys() & {"suggest", "adopt"}:
        return _suggesting(request)
    form = DangerForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(register_hidden_danger, actor=request.actor, **form.said())
        if done is not None:
            messages.success(request, text.REGISTERED_SPOT if done.removed_on_the_spot else text.REGISTERED)
            return redirect("hidden_dangers:detail", done.pk)
    return render(request, "hidden_dangers/register.html", {"form": form}, status=form.status)


def _suggesting(request: Request) -> HttpResponse:
    typed = request.POST.copy()
    if adopted := typed.get("adopt", ""):
        typed["danger_category"] = adopted
    form = DangerForm(request.actor, typed)
    form.leave_unjudged()
    suggestion = suggested(visible_hidden_dangers(request.actor), typed.get("description", ""))
    context = {"form": form, "suggestion": suggestion, "opened": bool(adopted)}
    template = "_similar" if request.htmx else "register"
    return render(request, f"hidden_dangers/{template}.html", context)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One danger: what was found, who is to remove it by when, what was asked and decided, what may be done now."""
    danger = get_object_or_404(visible_hidden_dangers(request.actor), pk=key)
    steps, others = verbs_open(request.actor, danger)
    around, risk = _around(request, danger), named_risk(request.actor, danger)
    pending = {"extend": around["extensions"], "propose": around["changes"]}
    waiting = {verb for verb, rows in pending.items() if any(row.state in ("requested", "proposed") for row, _ in rows)}
    context = {
        "danger": danger,
        "is_late": is_overdue(danger),
        "kept": visible_hidden_dangers(request.actor).filter(duplicates=danger).first(),
        "steps": steps,
        "others": [(verb, name) for verb, name in others if verb not in waiting],
        "duties": duties_about(request.actor, f"hidden_danger:{danger.pk}:"),
        "risk": risk,
        "may_see_enterprise": request.actor.may("enterprise.view"),
        "failed_words": failed_words(risk, danger),
        "codes": [(name, codes(name).get(getattr(danger, name), "")) for name in CODES if getattr(danger, name)],
        "moments": timeline(danger),
        **around,
    }
    return render(request, "hidden_dangers/detail.html", context)


def _around(request: Request, danger: HiddenDanger) -> dict[str, Any]:
    """What hangs on the danger, as far as the actor may see it, each with what may be done with it."""
    actor = request.actor
    extensions = list(visible_extensions(actor).filter(hidden_danger=danger).order_by("-pk"))
    changes = list(visible_changes(actor).filter(hidden_danger=danger).order_by("-pk"))
    controls = list(visible_controls(actor).filter(hidden_danger=danger).order_by("-pk"))
    may_end = any(each.ended_at is None for each in controls) and (
        visible_controls(actor, "interim_control.end").filter(hidden_danger=danger).exists()
    )
    return {
        "extensions": [(each, _decidable(actor, EXTENSION, each)) for each in extensions],
        "changes": [(each, _decidable(actor, DANGER_CHANGE, each)) for each in changes],
        "controls": controls,
        "may_end_control": may_end,
        "notices": visible_notices(actor).filter(hidden_danger=danger).order_by("given_on"),
        "notifications": [
            (each, numbered(each)) for each in visible_notifications(actor).filter(hidden_danger=danger).order_by("-pk")
        ],
        "reports": visible_reports(actor).filter(hidden_danger=danger).order_by("-pk"),
    }


def _decidable(actor: Actor, flow: Flow, row: Any) -> list[str]:
    return [step.verb for step in flow.open_to(actor, row)] if row.state == flow.states[0] else []


@require_safe
@needs("hidden_danger.merge")
def duplicate_page(request: Request) -> HttpResponse:
    """Pairs of entries that may be of one danger, each with the reasons; a person decides on each."""
    pairs = likely_pairs(request.actor, visible_hidden_dangers(request.actor, "hidden_danger.merge"))
    rows = [(later, found, reasons(found)) for later, found in pairs]
    return render(request, "hidden_dangers/duplicates.html", {"rows": rows})


class FiguresForm(Form):
    """Of which place, found in which days."""

    place = CascadeChoice(required=False, is_filter=True)

    def __init__(self, actor: Any, data: Any) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "hidden_danger.view"))


@require_safe
@needs("hidden_danger.view")
def figure_page(request: Request) -> HttpResponse:
    """How the dangers of a place stand; each figure opens its rows."""
    form = FiguresForm(request.actor, request.GET)
    place = form.cleaned_data["place"] if form.is_valid() else None
    rows = visible_hidden_dangers(request.actor)
    if place is not None:
        rows = rows.filter(path_range("place_path", place.path))
    told = figures(rows)
    shown = [(key, text.FIGURE_WORDS[key], told[key], colour, query) for key, colour, query in FIGURES]
    context = {"form": form, "figures": shown, "place": place, **_coded(rows)}
    return render(request, "hidden_dangers/figures.html", context)


def _coded(rows: Any) -> dict[str, Any]:
    """The cross table of responsibilities and focuses, and the dangers by oversight; nothing where none is coded."""
    pairs, sources = crossed(rows)
    if not pairs:
        return {}
    across = codes("focus")
    lines = [
        (
            code,
            words,
            [(focus, label, pairs.get((code, focus), 0)) for focus, label in across.items()],
            sum(number for (own, _), number in pairs.items() if own == code),
        )
        for code, words in codes("responsibility").items()
    ]
    told = [(code, words, sources[code]) for code, words in codes("oversight_source").items() if sources.get(code)]
    half = sum(number for pair, number in pairs.items() if not all(pair))
    return {"across": across.values(), "lines": lines, "sources": told, "half_coded": half}


FIGURES = (
    ("ungraded", "", "state=reported"),
    ("rectifying", "orange", "stage=in_hand"),
    ("rectified", "blue", "state=rectified"),
    ("overdue", "red", "overdue=on"),
    ("found", "", "removed_on_the_spot=no&stage=kept"),
    ("major", "red", "grade=major&removed_on_the_spot=no&stage=kept"),
    ("closed", "green", "state=closed&removed_on_the_spot=no"),
    ("removed_on_the_spot", "", "removed_on_the_spot=yes&stage=kept"),
    ("downgraded", "", "downgraded=yes&stage=kept"),
    ("struck_out", "", "state=withdrawn&grade=major"),
)
"""The figures shown: key, colour, and the conditions of its list (none where no list shows just these)."""
