"""The public check of a paper: what stands on record of it, and whether a file is the one that was issued."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from hongxian.kernel.web.access import public
from hongxian.kernel.web.hashing import HashedFile, HashingHandler
from hongxian.kernel.web.limits import too_many
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.forms import CheckForm
from hongxian.modules.base.papers.models import Paper
from hongxian.modules.base.papers.queries import paper_by_token

MISSES, CHECKS = 30, 30
"""How many unknown codes, and how many files, one address may try in a minute."""
LARGEST = 30 * 1024 * 1024


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What is on record under the code printed on a paper. Whoever is not logged in may look."""
    # The file is hashed as it comes in and kept nowhere; that has to be said before anything of the request is read.
    request.upload_handlers = [HashingHandler(request, LARGEST)]
    return _check(request, token)


@csrf_protect
def _check(request: HttpRequest, token: str) -> HttpResponse:
    if too_many("check.miss", request, MISSES, count=False):
        return _refused(request, text.CHECK_BUSY, 429)
    found = paper_by_token(token)
    if found is None:
        too_many("check.miss", request, MISSES)
        return _refused(request, text.CHECK_UNKNOWN, 404)
    compared: dict[str, Any] = {}
    if request.method == "POST":
        if too_many("check.file", request, CHECKS):
            return _refused(request, text.CHECK_BUSY, 429)
        compared = _compare(request, found)
    context = {
        "paper": found,
        "title": found.title if found.title_public else "",
        "form": CheckForm(auto_id="check_%s"),
        **compared,
    }
    response = render(request, "papers/check.html", context, status=422 if compared.get("fault") else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


def _compare(request: HttpRequest, found: Paper) -> dict[str, Any]:
    file = request.FILES.get("file")
    if not isinstance(file, HashedFile):
        return {"fault": text.CHECK_NO_FILE}
    if file.too_large:
        return {"fault": text.CHECK_TOO_LARGE}
    same = {found.pdf_hash: text.CHECK_SAME_PDF, found.docx_hash: text.CHECK_SAME_DOCX}.get(file.sha256)
    return {"same": bool(same), "verdict": same or text.CHECK_OTHER, "sha256": file.sha256}


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "papers/unknown.html", {"sentence": sentence}, status=status)
