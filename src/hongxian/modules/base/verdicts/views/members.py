"""The page of the obligations that reach one enterprise."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hongxian.kernel.module import visible_rows
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.verdicts.members import obligations_upon
from hongxian.modules.base.verdicts.models import STATUSES


@require_safe
@needs("verdict.view")
def upon_enterprise(request: Request, key: UUID) -> HttpResponse:
    """What the obligations in force ask of one enterprise, judged now, as far as the actor may see their verdicts."""
    rows = visible_rows("enterprise", request.actor, "enterprise.view").select_related("place")
    enterprise = get_object_or_404(rows, pk=key)
    upon = obligations_upon(request.actor, "enterprise", str(enterprise.pk), enterprise.place.path)
    counted = Counter(each.status for each in upon)
    context = {
        "enterprise": enterprise,
        "upon": upon,
        "figures": [(status, counted[status]) for status in STATUSES if counted[status]],
    }
    return render(request, "verdicts/upon_enterprise.html", context)
