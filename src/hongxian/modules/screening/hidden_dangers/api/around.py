"""REST of what hangs on a danger: more time, interim control, warnings and notices, changes of a major one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.screening.hidden_dangers import commands
from hongxian.modules.screening.hidden_dangers.api.around_schemas import (
    AgreeIn,
    ChangeIn,
    ChangeOut,
    ControlIn,
    ControlOut,
    ExtensionIn,
    ExtensionOut,
    NoticeIn,
    NoticeOut,
    ReasonIn,
)
from hongxian.modules.screening.hidden_dangers.api.finding import danger_of, upon
from hongxian.modules.screening.hidden_dangers.models import DangerChange, DangerNotice, Extension, InterimControl
from hongxian.modules.screening.hidden_dangers.queries import (
    visible_changes,
    visible_controls,
    visible_extensions,
    visible_notices,
)

router = Router()


@router.get("/{uuid:key}/extensions", response=list[ExtensionOut])
def list_extensions(request: HttpRequest, key: UUID) -> Any:
    """The requests for more time about a danger, newest first."""
    return visible_extensions(actor_of(request)).filter(hidden_danger=danger_of(request, key)).order_by("-pk")


@router.post("/{uuid:key}/extensions", response={201: ExtensionOut})
def post_extension(request: HttpRequest, key: UUID, said: ExtensionIn) -> Status[Extension]:
    """Ask for more time."""
    return Status(201, commands.request_extension(**upon(request, key), **said.dict()))


@router.post("/extensions/{uuid:key}/agree", response=ExtensionOut)
def agree_to_extension(request: HttpRequest, key: UUID, said: AgreeIn) -> Extension:
    """Give more time."""
    actor = actor_of(request)
    extension = within(visible_extensions(actor, "extension.agree"), key)
    return commands.agree_extension(actor=actor, extension=extension, **said.dict())


@router.post("/extensions/{uuid:key}/refuse", response=ExtensionOut)
def refuse_extension(request: HttpRequest, key: UUID, said: ReasonIn) -> Extension:
    """Give no more time."""
    actor = actor_of(request)
    extension = within(visible_extensions(actor, "extension.refuse"), key)
    return commands.refuse_extension(actor=actor, extension=extension, **said.dict())


@router.get("/{uuid:key}/interim-controls", response=list[ControlOut])
def list_controls(request: HttpRequest, key: UUID) -> Any:
    """The interim controls of a danger, newest first."""
    return visible_controls(actor_of(request)).filter(hidden_danger=danger_of(request, key)).order_by("-pk")


@router.post("/{uuid:key}/interim-controls", response={201: ControlOut})
def post_control(request: HttpRequest, key: UUID, said: ControlIn) -> Status[InterimControl]:
    """Set an interim control, in place of the one that stands."""
    return Status(201, commands.set_interim_control(**upon(request, key), **said.dict()))


@router.post("/interim-controls/{uuid:key}/end", response=ControlOut)
def end_control(request: HttpRequest, key: UUID, said: ReasonIn) -> InterimControl:
    """Say that it holds no more."""
    actor = actor_of(request)
    control = within(visible_controls(actor, "interim_control.end"), key)
    return commands.end_interim_control(actor=actor, interim_control=control, **said.dict())


@router.get("/{uuid:key}/notices", response=list[NoticeOut])
def list_notices(request: HttpRequest, key: UUID) -> Any:
    """The warnings and notices given about a danger, newest first."""
    return visible_notices(actor_of(request)).filter(hidden_danger=danger_of(request, key)).order_by("-pk")


@router.post("/{uuid:key}/notices", response={201: NoticeOut})
def post_notice(request: HttpRequest, key: UUID, said: NoticeIn) -> Status[DangerNotice]:
    """Put down that those concerned were warned or told."""
    return Status(201, commands.give_notice(**upon(request, key), **said.dict()))


@router.get("/{uuid:key}/changes", response=list[ChangeOut])
def list_changes(request: HttpRequest, key: UUID) -> Any:
    """The proposals to grade a major danger down or strike it out, newest first."""
    return visible_changes(actor_of(request)).filter(hidden_danger=danger_of(request, key)).order_by("-pk")


@router.post("/{uuid:key}/changes", response={201: ChangeOut})
def post_change(request: HttpRequest, key: UUID, said: ChangeIn) -> Status[DangerChange]:
    """Propose to grade a major danger down, or to strike it out."""
    return Status(201, commands.propose_change(**upon(request, key), **said.dict()))


@router.post("/changes/{uuid:key}/confirm", response=ChangeOut)
def confirm_change(request: HttpRequest, key: UUID) -> DangerChange:
    """Confirm it, as a second person."""
    actor = actor_of(request)
    change = within(visible_changes(actor, "danger_change.confirm"), key)
    return commands.confirm_change(actor=actor, danger_change=change)


@router.post("/changes/{uuid:key}/refuse", response=ChangeOut)
def refuse_change(request: HttpRequest, key: UUID, said: ReasonIn) -> DangerChange:
    """Refuse it, as a second person."""
    actor = actor_of(request)
    change = within(visible_changes(actor, "danger_change.refuse"), key)
    return commands.refuse_change(actor=actor, danger_change=change, **said.dict())
