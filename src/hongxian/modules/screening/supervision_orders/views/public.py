"""The public page: orders and completed treatments that were published. Nothing of it is personal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.paging import page
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import public
from hongxian.modules.screening.supervision_orders.queries import NEWEST_FIRST, published_to_all

AT_ONCE = 20


@public
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """What was published, newest first. Whoever is not logged in may look."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        found = page(published_to_all(), NEWEST_FIRST, limit=AT_ONCE, after=after, before=before)
    except Problem:
        found = page(published_to_all(), NEWEST_FIRST, limit=AT_ONCE)
    return render(request, "supervision_orders/public.html", {"page": found})
