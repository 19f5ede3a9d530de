"""Which pack and place a page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from hongxian.kernel.web.access import Request
from hongxian.modules.base.policies.queries import adoptions_kept

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


def adoption_asked(request: Request, code: str) -> Adoption:
    """The adoption of the pack that the page is about: in the place asked for (`?place=`), else in the first one
    within the actor's scope. 404 if there is none."""
    rows = adoptions_kept(request.actor).filter(pack__code=code)
    if place := request.GET.get("place", ""):
        rows = rows.filter(place=place)
    found = rows.first()
    if found is None:
        raise Http404
    return found
