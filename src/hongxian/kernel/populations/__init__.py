"""Facts of the rooms as the rule engine wants them: populations over querysets, composed in the database."""

from hongxian.kernel.populations.facts import RoomFacts, Told
from hongxian.kernel.populations.queryset import QuerySetPopulation
from hongxian.kernel.populations.yes_no import yes_where

__all__ = ["QuerySetPopulation", "RoomFacts", "Told", "yes_where"]
