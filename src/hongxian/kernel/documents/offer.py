"""What a room gives when a paper is drafted from one of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Filled:
    """The values for the fields of the template, and the names of those to whom the paper goes."""

    values: Mapping[str, object]
    recipients: tuple[str, ...] = ()
