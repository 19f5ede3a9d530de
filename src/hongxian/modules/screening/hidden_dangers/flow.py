"""The lives of a hidden danger, a change of a major one, an extension, and a formal notification."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.models import (
    CHANGE_STATES,
    EXTENSION_STATES,
    NOTIFICATION_STATES,
    STATES,
    DangerChange,
    Extension,
    HiddenDanger,
)


def _other_person(danger: HiddenDanger, actor: Actor) -> str | None:
    if danger.rectified_by and actor.key == danger.rectified_by:
        return text.OTHER_PERSON.format(name=danger.rectified_by_name)
    return None


def _not_the_asker(extension: Extension, actor: Actor) -> str | None:
    if actor.key == extension.requested_by:
        return text.NOT_THE_ASKER.format(name=extension.requested_by_name)
    return None


def _second_person(change: DangerChange, actor: Actor) -> str | None:
    if actor.key == change.proposed_by:
        return text.SECOND_PERSON.format(name=change.proposed_by_name)
    return None


def _not_major(danger: HiddenDanger, _actor: Actor) -> str | None:
    return text.MAJOR_NEEDS_SECOND if danger.grade == "major" else None


def _is_general(danger: HiddenDanger, _actor: Actor) -> str | None:
    return None if danger.grade == "general" else text.MAJOR_ALREADY


def _may_be_on_the_spot(danger: HiddenDanger, _actor: Actor) -> str | None:
    return text.MAJOR_NOT_ON_THE_SPOT if danger.grade == "major" else None


HIDDEN_DANGER = Flow(
    noun="hidden_danger",
    states=STATES,
    steps=(
        Step("grade", ("reported",), "graded", needs=("grade",)),
        Step(
            "remove_on_the_spot",
            ("reported", "graded"),
            "closed",
            needs=("rectification",),
            guards=(_may_be_on_the_spot,),
        ),
        Step("assign", ("graded",), "rectifying", needs=("rectifier", "due_on")),
        Step("report_rectified", ("rectifying",), "rectified", needs=("rectification", "rectified_on")),
        Step("close", ("rectified",), "closed", needs=("opinion",), guards=(_other_person,)),
        Step("return", ("rectified",), "rectifying", needs=("reason", "due_on"), guards=(_other_person,)),
        Step("reopen", ("closed",), "rectifying", needs=("reason", "due_on")),
        Step("upgrade", ("graded", "rectifying", "rectified"), "graded", needs=("reason",), guards=(_is_general,)),
        Step("withdraw", ("reported", "graded", "rectifying"), "withdrawn", needs=("reason",), guards=(_not_major,)),
    ),
)

DANGER_CHANGE = Flow(
    noun="danger_change",
    states=CHANGE_STATES,
    steps=(
        Step("confirm", ("proposed",), "confirmed", guards=(_second_person,)),
        Step("refuse", ("proposed",), "refused", needs=("reason",), guards=(_second_person,)),
    ),
)

EXTENSION = Flow(
    noun="extension",
    states=EXTENSION_STATES,
    steps=(
        Step("agree", ("requested",), "agreed", needs=("agreed_until",), guards=(_not_the_asker,)),
        Step("refuse", ("requested",), "refused", needs=("reason",), guards=(_not_the_asker,)),
    ),
)

FORMAL_NOTIFICATION = Flow(
    noun="formal_notification",
    states=NOTIFICATION_STATES,
    steps=(
        Step("receive", ("sent",), "received"),
        Step("reply", ("received",), "replied", needs=("content",)),
        Step("withdraw", ("sent", "received"), "withdrawn", needs=("reason",)),
    ),
)
