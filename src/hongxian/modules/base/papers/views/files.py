"""Files of papers: the preview of a draft, what was issued, the slip to be signed on receipt."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.documents.text import DRAFT
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.web.access import Request
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.answering import KINDS, answer
from hongxian.modules.base.papers.commands import download_paper
from hongxian.modules.base.papers.composing import content_of
from hongxian.modules.base.papers.queries import recipients_of, visible_papers, visible_recipients
from hongxian.modules.base.papers.slip import slip_of


@require_safe
def preview(request: Request, key: str) -> HttpResponse:
    """The draft as PDF, marked as one. What is issued is downloaded, never set anew."""
    found = get_object_or_404(visible_papers(request.actor), pk=key)
    if found.issued_at is not None:
        raise Http404
    return answer(pdf_of(content_of(found, recipients_of(found)), watermark=DRAFT), "pdf", "", inline=True)


@require_POST
def download(request: Request, key: str, kind: str) -> HttpResponse:
    """The stored file; that it was taken is recorded."""
    found = get_object_or_404(visible_papers(request.actor, "paper.download"), pk=key)
    if kind not in KINDS:
        raise Http404
    content = download_paper(actor=request.actor, paper=found, kind=kind)
    name = text.FILE_NAME.format(number=found.document_number, title=found.title[:60], kind=kind)
    return answer(content, kind, name)


@require_safe
def slip(request: Request, key: str) -> HttpResponse:
    """The slip that the recipient signs."""
    found = get_object_or_404(visible_recipients(request.actor), pk=key)
    if found.paper.issued_at is None:
        raise Http404
    name = text.RECEIPT_NAME.format(number=found.paper.document_number, name=found.name[:40], kind="pdf")
    return answer(pdf_of(slip_of(found)), "pdf", name, inline=True)
