"""Pages of packs: which there are, and their texts to read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.queries import newest_pack, visible_packs
from hongxian.modules.base.policies.reading import laid_out


@require_safe
@needs("pack.view")
def pack_list(request: Request) -> HttpResponse:
    """The packs one may see: whose text, which version, in force or not."""
    packs = [
        {"pack": pack, "content": content_of(pack)}
        for pack in visible_packs(request.actor).order_by("place__path", "code", "-version")
    ]
    return render(request, "policies/pack_list.html", {"packs": packs})


@require_safe
def pack_by_key(request: Request, key: str) -> HttpResponse:
    """The page of a pack known by its key."""
    return redirect("policies:pack_by_code", code=get_object_or_404(visible_packs(request.actor), pk=key).code)


@require_safe
def pack(request: Request, code: str) -> HttpResponse:
    """The text of a pack, article by article, with the obligations that follow from each."""
    found = newest_pack(request.actor, code)
    if found is None:
        raise Http404
    content = content_of(found)
    context = {
        "pack": found,
        "content": content,
        "blocks": laid_out(content),
        "practices": any(each.entry.practice for each in content.obligations.values()),
        "waiting": sum(1 for each in content.obligations.values() if each.waits),
    }
    return render(request, "policies/pack.html", context)
