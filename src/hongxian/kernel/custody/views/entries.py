"""Pages of the ledger: what was done, by whom, and the proof to take away."""

import json
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.custody.queries import (
    body_of,
    entries_page,
    entry_for,
    is_closed_to,
    newest_head,
    states_of,
    told_by,
)
from hongxian.kernel.ledger import verifier as standalone
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.proof import proof_of
from hongxian.kernel.web.access import Request, needs, public
from hongxian.kernel.web.naming import Said, names_for


@require_safe
@needs("entry.view")
def entry_list(request: Request) -> HttpResponse:
    """The acts within one's scope, newest first."""
    before = request.GET.get("before", "")
    page = entries_page(request.actor, before=before, event=request.GET.get("event", ""))
    return render(request, "custody/entry_list.html", {"page": page, "event": request.GET.get("event", "")})


@require_safe
def entry(request: Request, key: UUID) -> HttpResponse:
    """One act: who, when, what it wrote, where it is sealed."""
    found = _entry(request, key)
    body, states = body_of(found), states_of(found)
    said = (Said(kind, each.field, each.after) for kind, fields in states for each in fields)
    names = names_for(request.actor, said, told_by(found))
    context: dict[str, object] = {"entry": found, "body": body, "states": states, "names": names}
    if is_closed_to(request.actor, found):
        context |= {"closed": True, "body": body | {"reason": ""}, "states": []}
    return render(request, "custody/entry.html", context)


@require_safe
def proof(request: Request, key: UUID) -> HttpResponse:
    """The proof of one act as a file that can be checked offline; without the content where the actor must not see
    it."""
    found = _entry(request, key)
    with_payload = not is_closed_to(request.actor, found)
    text = json.dumps(proof_of(found.pk, with_payload=with_payload), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="proof-{found.pk}.json"'
    return response


@public
@require_safe
def verifier(_request: Request) -> FileResponse:
    """The standalone verifier: one file that needs nothing but Python."""
    file = Path(standalone.__file__).open("rb")  # noqa: SIM115 - the response closes it
    return FileResponse(file, as_attachment=True, filename="hongxian-verify.py", content_type="text/x-python")


@public
@require_safe
def head(_request: Request) -> HttpResponse:
    """The newest signed head, for whoever wants to be its witness."""
    return HttpResponse(json.dumps(newest_head(), ensure_ascii=False, indent=1), content_type="application/json")


def _entry(request: Request, key: UUID) -> Entry:
    found = entry_for(request.actor, key)
    if found is None:
        raise Http404
    return found
