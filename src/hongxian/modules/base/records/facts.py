"""What this room tells the rule engine: every fact that no other room tells, where a register of it is open."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.populations import QuerySetPopulation, Told, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.records.columns import Said
from hongxian.modules.base.records.kinds import Kind, is_offered, kind_of
from hongxian.modules.base.records.models import Record
from hongxian.modules.base.records.queries import open_register_paths, slots_by_noun

_OF_THE_PLACE = {"place": "place_id", "place_path": "path"}


def records(noun: str, as_of: AsOf, notes: dict[Any, Any] | None = None) -> Told | None:
    """The records of a noun at the two times, for the places for which a register of it is open on the day, as known
    then: nothing follows from a register that nobody keeps."""
    kind = kind_of(noun) if is_offered(noun) else None
    if kind is None:
        return None
    known = {} if notes is None else notes
    if as_of not in known:
        known[as_of] = open_register_paths(as_of.valid_on, as_of.known_at), slots_by_noun()
    paths, slots = known[as_of]
    if noun not in paths:
        return None
    rows = Record.objects.filter(noun=noun)
    return Told(population_of(kind, as_of, rows, slots.get(noun, {})), tuple(paths[noun]))


def population_of(kind: Kind, as_of: AsOf, rows: QuerySet[Record], slots: Mapping[str, str]) -> QuerySetPopulation:
    """The rows of a kind as known then, those rejected or withdrawn by then apart; where rows have a validity, those
    valid on the day. Each row has the key of its record, or what the dictionary names as its key. `slots` are the
    columns of the fields that point to rows."""
    standing, confirmed = _as_known(rows, as_of)
    columns = {name: _OF_THE_PLACE[name] for name in _OF_THE_PLACE if name in kind.fact.fields} | kind.columns
    columns |= {name: slot for name, slot in slots.items() if name in kind.fields}
    values = {name: field for name, field in kind.fields.items() if name not in columns}
    annotated = standing.annotate(
        is_confirmed=yes_where(confirmed),
        **{f"said_{name}": Said("values", name, field.type) for name, field in values.items()},
    )
    columns |= {name: f"said_{name}" for name in values}
    if kind.fact.key != "id":
        annotated = annotated.filter(**{f"{columns[kind.fact.key]}__isnull": False})
    key = "row" if kind.fact.key == "id" else columns[kind.fact.key]
    implicit = {"recorded_on": "recorded_at", "recorded_by": "recorded_by_name", "confirmed": "is_confirmed"}
    return QuerySetPopulation(
        rows=_valid(annotated, as_of) if kind.fact.period_valid else annotated,
        timeline=annotated if kind.fact.period_valid else None,
        columns=columns | implicit | {"_label": "label"},
        key=key,
        describe=lambda said: str(said["_label"]),
    )


def _as_known(rows: QuerySet[Record], as_of: AsOf) -> tuple[QuerySet[Record], Q]:
    """The versions that stood at the moment, and which of them were confirmed, or needed nobody to confirm them."""
    at = as_of.known_at
    if at is None:
        standing = rows.filter(recorded_to__isnull=True, ended_at__isnull=True)
        return standing, Q(state__in=("recorded", "confirmed"))
    standing = rows.filter(Q(recorded_to__isnull=True) | Q(recorded_to__gt=at), recorded_from__lte=at)
    return standing.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at)), Q(back_entry=False) | Q(confirmed_at__lte=at)


def _valid(rows: QuerySet[Record], as_of: AsOf) -> QuerySet[Record]:
    day = as_of.valid_on
    begun = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
    return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
