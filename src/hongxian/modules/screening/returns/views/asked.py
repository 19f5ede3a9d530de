"""What the pages of returns share: place and period asked for, links to the rows behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from hongxian.kernel.problem import Problem
from hongxian.modules.screening.hidden_dangers.queries import NO_ENTERPRISE
from hongxian.modules.screening.returns.forms import PeriodForm
from hongxian.modules.screening.returns.periods import Period, read_period

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


def asked_for(form: PeriodForm) -> tuple[Place | None, Period | None]:
    """The place and the period meant; what cannot be read stands on the form, and there is no period."""
    if not form.is_valid():
        return None, None
    roots = form.tree.roots()
    place = form.cleaned_data["place"] or (roots[0] if roots else None)
    try:
        return place, read_period(form.cleaned_data["period"] or form.usual)
    except Problem as problem:
        form.add_error("period", problem.text)
        return place, None


def dangers_at(**conditions: Any) -> str:
    """The address of the register of dangers under these conditions."""
    return f"{reverse('hidden_dangers:list')}?{urlencode(conditions)}"


def found_in(period: Period) -> dict[str, str]:
    """The conditions of dangers found in a period."""
    return {"found_on_from": str(period.start), "found_on_to": str(period.end)}


def of_line(place: str, sector: str | None) -> dict[str, str]:
    """The conditions of an area, and of an industry (None: all; empty: premises that are no enterprise)."""
    return {"place": place} | ({} if sector is None else {"sector": sector or NO_ENTERPRISE})
