"""Pages of attachments: add, look at, hear, withdraw; each asks anew whether the row is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.module import attachables, noun
from hongxian.kernel.problem import AlreadyDone, Problem
from hongxian.kernel.web.access import Request
from hongxian.modules.base.attachments import text
from hongxian.modules.base.attachments.commands import attach, erase_attachment, take_original, withdraw
from hongxian.modules.base.attachments.contents import examine, kind_of
from hongxian.modules.base.attachments.forms import AttachForm, ReasonForm
from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.base.attachments.queries import subject_of, visible_attachments
from hongxian.modules.base.attachments.served import SIDES, served

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def add(request: Request, subject_kind: str, subject_key: UUID) -> HttpResponse:
    """Choose files for a row, and hang them on it: all of those chosen, or none if one of them is refused."""
    subject = subject_of(request.actor, subject_kind, str(subject_key), "attachment.attach")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AttachForm(attachables()[subject_kind], *given)
    if form.is_valid():
        done = form.carry_out(_attach_all, request, subject_kind, str(subject_key), form.cleaned_data["chosen_files"])
        if done is not None:
            messages.success(request, text.ATTACHED.format(count=done))
            return redirect(page_of(subject_kind, subject) or reverse("desk:home"))
    context = {"form": form, "subject": subject, "subject_kind": subject_kind, "back": page_of(subject_kind, subject)}
    return render(request, "attachments/add.html", context, status=form.status)


def _attach_all(request: Request, subject_kind: str, subject_key: str, files: list[Any]) -> int:
    """Look at all, then attach all. The key of each follows from the key of the request, so that a form sent twice
    attaches nothing twice."""
    given = [(each.name or "", each.read()) for each in files]
    for name, content in given:
        try:
            examine(content, kind_of(content), name)
        except Problem as problem:
            said = text.FILE_SAYS.format(name=name[-60:], said=problem.text)
            raise Problem(said, field="chosen_files") from problem
    request_key = request.actor.request_key
    for number, (name, content) in enumerate(given):
        key = uuid5(UUID(int=0), f"{request.actor.key} {request_key} {number}") if request_key else new_key()
        try:
            attach(
                actor=request.actor.within(str(key)),
                key=key,
                subject_kind=subject_kind,
                subject_key=subject_key,
                kind=kind_of(content),
                content=content,
                file_name=name,
            )
        except AlreadyDone:
            continue
        except Problem as problem:
            if problem.field != "file":
                raise
            raise Problem(text.FILE_SAYS.format(name=name[-60:], said=problem.text), field="chosen_files") from problem
    return len(given)


@require_safe
def attachment(request: Request, key: UUID) -> HttpResponse:
    """One attachment, large, with what is known about it."""
    return _page(request, _found(request, key))


def _page(request: Request, found: Attachment, refused: ReasonForm | None = None, at: str = "") -> HttpResponse:
    subject = subject_of(request.actor, found.subject_kind, found.subject_key)
    forms = {
        verb: refused if verb == at and refused else ReasonForm(auto_id=f"{verb}-%s") for verb in _verbs(request, found)
    }
    context = {
        "attachment": found,
        "subject": subject,
        "subject_page": page_of(found.subject_kind, subject),
        "forms": forms,
        "moments": timeline(found),
    }
    return render(request, "attachments/attachment.html", context, status=refused.status if refused else 200)


def _verbs(request: Request, found: Attachment) -> list[str]:
    """What the actor may do with it."""

    def within(permission: str) -> bool:
        return visible_attachments(request.actor, permission).filter(pk=found.pk).exists()

    can = {
        "withdraw": found.withdrawn_at is None,
        "original": found.erased_at is None and request.actor.may("attachment.take_original"),
        "erase": found.erased_at is None and request.actor.may("attachment.erase"),
    }
    named = {"original": "attachment.take_original"}
    return [verb for verb, possible in can.items() if possible and within(named.get(verb, f"attachment.{verb}"))]


@require_safe
def file(request: Request, key: UUID, size: str) -> HttpResponse:
    """What is shown or heard of it, without what the device wrote into the file."""
    found = _found(request, key)
    if found.erased_at is not None or (size not in SIDES if found.is_picture else size != "sound"):
        raise Http404
    etag = f'"{found.sha256[:32]}-{size}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return _private(unchanged, etag)
    content, media_type = served(found.sha256, found.media_type, size)
    response = HttpResponse(content, content_type=media_type)
    if media_type.startswith("audio/"):
        response = _part(request, content, media_type)
    response["Content-Disposition"] = "inline"
    return _private(response, etag)


def _private(response: HttpResponse, etag: str) -> HttpResponse:
    """The browser keeps it, but asks each time; nobody between keeps it."""
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _part(request: Request, content: bytes, media_type: str) -> HttpResponse:
    """The part asked for: some phones play nothing otherwise (RFC 9110, 14)."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return HttpResponse(content, content_type=media_type, headers={"Accept-Ranges": "bytes"})
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
    headers = {"Content-Range": f"bytes {first}-{last}/{len(content)}", "Accept-Ranges": "bytes"}
    return HttpResponse(content[first : last + 1], status=206, content_type=media_type, headers=headers)


@require_POST
def withdraw_page(request: Request, key: UUID) -> HttpResponse:
    """Withdraw it, with a reason."""
    return _carry_out(request, key, "withdraw", withdraw, text.WITHDRAWN)


@require_POST
def erase(request: Request, key: UUID) -> HttpResponse:
    """Erase its bytes, with a reason."""
    return _carry_out(request, key, "erase", erase_attachment, text.ERASED_NOW)


def _carry_out(request: Request, key: UUID, verb: str, command: Callable[..., Any], said: str) -> HttpResponse:
    found = _found(request, key)
    form = ReasonForm(request.POST, auto_id=f"{verb}-%s")
    if (
        not form.is_valid()
        or form.carry_out(command, actor=request.actor, attachment=found, **form.cleaned_data) is None
    ):
        return _page(request, found, form, verb)
    messages.success(request, said)
    return redirect("attachments:attachment", found.pk)


@require_POST
def original(request: Request, key: UUID) -> HttpResponse:
    """The file as it was received; that it was taken is recorded."""
    found = _found(request, key)
    form = ReasonForm(request.POST, auto_id="original-%s")
    content = None
    if form.is_valid():
        content = form.carry_out(take_original, actor=request.actor, attachment=found, **form.cleaned_data)
    if content is None:
        return _page(request, found, form, "original")
    name = text.ORIGINAL.format(key=str(found.pk)[-12:], ending=found.media_type.split("/")[1])
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _found(request: Request, key: UUID) -> Attachment:
    return get_object_or_404(visible_attachments(request.actor), pk=key)


def page_of(kind: str, subject: Model) -> str:
    """The page of the row, empty if its noun has none."""
    page = noun(kind).page
    return reverse(page, args=[subject.pk]) if page else ""
