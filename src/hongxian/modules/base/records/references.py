"""What the keys in a record point to: rows of other rooms or records of other registers, as far as one may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet, UUIDField

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.module import noun, resolve, source_of
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.rules.dictionary import FactField, FieldType
from hongxian.kernel.rules.population import AsOf, Leaf, Op, Value
from hongxian.modules.base.policies.queries import fact_noun
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import Kind
from hongxian.modules.base.records.queries import current_records
from hongxian.modules.base.records.values import field_of

PERSON = "person"
"""The field that names a person: the dictionary has no noun for people, of whom nothing is judged but their posts."""

_SEARCHED = (
    "name",
    "title",
    "label",
    "credit_code",
    "registration_number",
    "document_number",
    "evidence",
    "party__name",
)
"""Columns in which words are looked for, where the rows have them."""


@dataclass(frozen=True)
class Reference:
    """Rows that a field may point to: those of a `noun` of a room, which tells them as the `fact`; or, without a noun,
    the records of a register of the fact."""

    fact: str
    noun: str = ""

    @property
    def key(self) -> str:
        """The column with the key that is written down."""
        return "pk" if self.noun else "row"

    @property
    def is_restricted(self) -> bool:
        """Whether only named posts may see these rows."""
        target = fact_noun(self.fact) if self.fact else None
        return target is not None and bool(target.restricted)

    @property
    def page(self) -> str:
        """The URL name of the page of such a row; empty if it has none."""
        return noun(self.noun).page if self.noun else "records:record"

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """The rows the actor may see, those that no longer stand apart."""
        if not self.noun:
            return current_records(actor).filter(noun=self.fact, ended_at__isnull=True).order_by("-row")
        rows: QuerySet[Any] = resolve(noun(self.noun).visible)(actor)
        names = {field.name for field in rows.model._meta.concrete_fields}
        rows = rows.filter(recorded_to__isnull=True) if "recorded_to" in names else rows
        return rows.order_by("name", "pk") if "name" in names else rows.order_by("-pk")

    def find(self, actor: Actor, words: str, limit: int) -> list[tuple[str, str]]:
        """Key and label of up to `limit` rows in which the words stand; with a whole name or code, of that row only."""
        rows = self.rows(actor)
        if not words:
            return self._labelled(rows[:limit], coded=True)
        exact, near = Q(pk__in=[]), Q(pk__in=[])
        for name in _SEARCHED:
            if _has(rows.model, name):
                exact |= Q(**{f"{name}__iexact": words})
                near |= Q(**{f"{name}__icontains": words})
        whole = list(rows.filter(exact)[:2])
        return self._labelled(whole if len(whole) == 1 else rows.filter(near)[:limit], coded=True)

    def labels(self, actor: Actor, keys: Iterable[str]) -> dict[str, str]:
        """The labels of the rows with these keys, as far as the actor may see them; of one that was merged into
        another, that of the other."""
        rows = self.rows(actor)
        valid = [key for key in keys if _fits(rows.model, key)]
        found = dict(self._labelled(rows.filter(**{f"{self.key}__in": valid}))) if valid else {}
        merged = self._merged([key for key in valid if key not in found]) if len(found) < len(valid) else {}
        if merged:
            others = dict(self._labelled(rows.filter(pk__in=set(merged.values()))))
            found |= {key: others[into] for key, into in merged.items() if into in others}
        return found

    def _merged(self, keys: list[str]) -> dict[str, str]:
        """Into which rows those with these keys were merged."""
        model = apps.get_model(noun(self.noun).model) if self.noun else None
        if model is None or not _has(model, "merged_into"):
            return {}
        rows = model._default_manager.filter(pk__in=keys, merged_into__isnull=False)
        return {str(key): str(into) for key, into in rows.values_list("pk", "merged_into")}

    def _labelled(self, rows: Iterable[Any], *, coded: bool = False) -> list[tuple[str, str]]:
        found = list(rows)
        keys = tuple(str(getattr(row, self.key)) for row in found)
        told = self._told(keys) if self.noun else {}
        return [
            (key, _label(row, told.get(key) or str(row), coded=coded)) for key, row in zip(keys, found, strict=True)
        ]

    def _told(self, keys: tuple[str, ...]) -> dict[str, str]:
        """The labels under which the room tells the rows of today."""
        if not self.fact or not keys:
            return {}
        told = RoomFacts().population(self.fact, AsOf(today())).filter(Leaf("id", Op.IN, keys))
        return {row.id: row.label for row in told.page(None, len(keys))}


def reference_of(name: str, field: FactField) -> Reference | None:
    """What a field points to; None for a field that holds no key of a row."""
    if field.type is not FieldType.KEY or field.values:
        return None
    if not field.of:
        return Reference("", noun=PERSON) if name == PERSON else None
    target = fact_noun(field.of)
    if target is not None and target.key != "id" and (keyed := target.field(target.key)) is not None:
        return reference_of(target.key, keyed)
    source = source_of(field.of)
    return Reference(field.of, noun=source.noun or source.fact) if source else Reference(field.of)


def references_of(kind: Kind) -> dict[str, Reference]:
    """The fields of a kind that point to rows, each with what it points to."""
    found = {name: reference_of(name, field) for name, field in kind.fields.items()}
    return {name: reference for name, reference in found.items() if reference is not None}


def pointing_fields(kind: Kind) -> list[str]:
    """The fields of a kind that hold UUIDs of rows, in the order of the dictionary: those that can have a column."""
    return [
        name
        for name, reference in references_of(kind).items()
        if not reference.noun or isinstance(apps.get_model(noun(reference.noun).model)._meta.pk, UUIDField)
    ]


def check_references(actor: Actor, kind: Kind, said: Mapping[str, Value], faults: dict[str, str]) -> dict[str, str]:
    """The labels of the rows that the values point to, by field, but for those that not everybody may read who may
    read this row; puts in a sentence for each that does not exist or
    that the actor may not see: which of the two is not told."""
    labels = {}
    for name, reference in references_of(kind).items():
        if name in said:
            key = str(said[name])
            found = reference.labels(actor, [key]).get(key)
            if found is None:
                faults[field_of(name)] = text.NO_SUCH_ROW.format(label=kind.fields[name].label, found=key)
            elif kind.restricted or not reference.is_restricted:
                labels[name] = found
    return labels


def _label(row: Any, told: str, *, coded: bool) -> str:
    """A row in words: a post with its body; to choose from, an enterprise with its code."""
    owner, code = getattr(row, "party", None), getattr(row, "credit_code", None)
    if owner is not None:
        return text.OWNED.format(owner=owner, name=told)
    return text.CODED.format(name=told, code=code) if code and coded else told


def _has(model: type[Model], name: str) -> bool:
    return name.partition("__")[0] in {field.name for field in model._meta.concrete_fields}


def _fits(model: type[Model], key: str) -> bool:
    try:
        model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True
