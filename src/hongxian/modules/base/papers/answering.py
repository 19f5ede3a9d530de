"""Files of papers as answers, for pages and programs."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def answer(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file, to be looked at or kept."""
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return response
