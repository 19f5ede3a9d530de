"""Pages on which a pack is broken down clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.clauses import Clause, clauses_of
from hongxian.modules.responsibility.assignments.commands import assign
from hongxian.modules.responsibility.assignments.forms import AssignForm
from hongxian.modules.responsibility.assignments.queries import adoptions_to_break_down, breakdown
from hongxian.modules.responsibility.assignments.sheet import is_late, line_of

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


@require_safe
@needs("assignment.view")
def adoption_list(request: Request) -> HttpResponse:
    """The packs in force where the actor's office stands: which one to break down."""
    rows = []
    for adoption in adoptions_to_break_down(request.actor):
        found = breakdown(request.actor, adoption)
        rows.append((adoption, sum(len(row.assignments) for row in found), sum(row.open for row in found)))
    return render(request, "assignments/breakdowns.html", {"rows": rows})


@require_safe
@needs("assignment.view")
def break_down(request: Request, key: str) -> HttpResponse:
    """Every clause of a pack in order, with who was charged with it, and those nobody was."""
    adoption = get_object_or_404(adoptions_to_break_down(request.actor), pk=key)
    rows = breakdown(request.actor, adoption)
    may_assign = adoptions_to_break_down(request.actor, "assignment.assign").filter(pk=key).exists()
    assigned = [each for row in rows for each in row.assignments]
    only_open = bool(request.GET.get("open"))
    context = {
        "adoption": adoption,
        "rows": [(row, [line_of(each) for each in row.assignments]) for row in rows if row.open or not only_open],
        "only_open": only_open,
        "asked": sum(not row.clause.has_parts for row in rows),
        "open": sum(row.open for row in rows),
        "assigned": len(assigned),
        "accepted": sum(each.state == "accepted" for each in assigned),
        "overdue": sum(is_late(each) for each in assigned),
        "may_assign": may_assign,
    }
    return render(request, "assignments/breakdown.html", context)


@needs("assignment.assign")
def assign_clause(request: Request, key: str) -> HttpResponse:
    """Charge a body with the clause named in the address."""
    adoption = get_object_or_404(adoptions_to_break_down(request.actor, "assignment.assign"), pk=key)
    clause = _clause(adoption, request.GET.get("clause", ""))
    posted = request.POST if request.method == "POST" else None
    form = AssignForm(request.actor, adoption.pack, clause.path, posted)
    if form.is_valid():
        data = form.cleaned_data
        made = form.carry_out(
            assign,
            actor=request.actor,
            pack=adoption.pack,
            place=adoption.place,
            lead=data["lead"],
            responsible_post=data["responsible_post"],
            task=form.task(),
        )
        if made is not None:
            messages.success(request, text.ASSIGNED.format(lead=made.lead.name))
            return redirect("assignments:breakdown", key)
    context = {"adoption": adoption, "clause": clause, "form": form}
    return render(request, "assignments/assign.html", context, status=form.status)


def _clause(adoption: Adoption, path: str) -> Clause:
    clauses = clauses_of(adoption.pack)
    found = clauses.get(path) if path else next(each for each in clauses.values() if not each.is_heading)
    if found is None or found.is_heading:
        raise Http404
    return found
