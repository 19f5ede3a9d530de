"""The ways in which the system refuses. Each carries a Chinese sentence fit for the user."""

from collections.abc import Mapping
from typing import ClassVar


class Problem(Exception):
    """An act was refused and nothing was saved. `text` says why; `field` names the input, if one is at fault."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "invalid"

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.field = field


class Faults(Problem):
    """Several inputs were refused at once: `by_field` has a sentence for each, `text` all of them, line by line."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__("\n".join(by_field.values()), field=next(iter(by_field)))
        self.by_field = dict(by_field)


class SameStands(Problem):
    """The same stands already, to the letter: there is nothing to do."""

    status = 422
    code = "same_stands"


class Denied(Problem):
    """The actor's posts do not carry this `permission` (empty where it is not that alone), or not for this object."""

    status = 403
    code = "denied"

    def __init__(self, text: str, *, permission: str = "") -> None:
        super().__init__(text)
        self.permission = permission


class NotVisible(Problem):
    """No such object within the actor's scope; whether it exists elsewhere is not told."""

    status = 404
    code = "not_visible"


class Stale(Problem):
    """Somebody changed the object meanwhile (compare-and-set failed)."""

    status = 409
    code = "stale"


class AlreadyDone(Problem):
    """The same request was carried out before; the subject of that act is named, nothing was done twice."""

    status = 409
    code = "already_done"

    def __init__(self, text: str, *, subject_kind: str, subject_key: str) -> None:
        super().__init__(text)
        self.subject_kind = subject_kind
        self.subject_key = subject_key
