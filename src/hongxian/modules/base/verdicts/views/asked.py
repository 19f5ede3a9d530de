"""What a page of verdicts was asked about: the place, and the two times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import Http404

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.web.access import Request
from hongxian.modules.base.verdicts.forms import AsOfForm
from hongxian.modules.base.verdicts.places import places_seen

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


def place_asked(request: Request, code: str) -> Place:
    """The place with that code, if the actor may see verdicts of it; else 404."""
    found = places_seen(request.actor).filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def as_of_asked(request: Request) -> tuple[AsOf | None, AsOfForm]:
    """The two times asked for; None for now. “Known on” a day means by the end of that day."""
    asked = bool(request.GET.get("valid_on") or request.GET.get("known_on"))
    form = AsOfForm(request.GET if asked else None)
    if not asked or not form.is_valid():
        return None, form
    valid_on: date = form.cleaned_data["valid_on"] or today()
    return AsOf(valid_on, known_by_end_of(form.cleaned_data["known_on"])), form


def known_by_end_of(day: date | None) -> datetime | None:
    """The moment at which that day had ended."""
    return datetime.combine(day + timedelta(days=1), time(), LOCAL) if day else None
