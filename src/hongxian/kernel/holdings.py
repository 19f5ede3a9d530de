"""What a room says is in somebody's hands, so that nothing is left behind when a post changes hands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model


@dataclass(frozen=True)
class Holding:
    """Something open: the row, what it is called, by when it is due, and the permission that whoever takes it over must
    hold upon it (none if empty). `bound`: it names the post itself, so it moves when another post takes over; what is
    not bound stays with the body and must only remain within somebody's reach."""

    row: Model
    title: str
    permission: str = ""
    due_on: date | None = None
    bound: bool = False
