"""What a room says of an event that people are told of."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Told:
    """`subject` is the row that the notice leads to, `title` what it says after the word of its kind.

    Told are the people named by key in `people`, and whoever holds a post in one of the `organisations` (opaque keys);
    where neither is named, whoever holds the permission anywhere. Nobody is told who does not hold `permission` (by
    default: to see it) upon the subject.
    """

    subject: Model
    title: str
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    permission: str = ""
