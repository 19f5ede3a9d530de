"""Facts of the rooms as the rule engine wants them: populations over querysets, composed in the database."""

from hongxian.kernel.populations.facts import RoomFacts, Told
from hongxian.kernel.populations.queryset import QuerySetPopulation

__all__ = ["QuerySetPopulation", "RoomFacts", "Told"]
