"""Domain rows against the last entry that names them: a change made behind the ledger's back is found."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from hongxian.kernel import module
from hongxian.kernel.ledger import text
from hongxian.kernel.ledger.canonical import Json, salted
from hongxian.kernel.ledger.models import Entry, Payload, Subject
from hongxian.kernel.ledger.queries import changes_between
from hongxian.kernel.ledger.state import state_of
from hongxian.kernel.ledger.verifier import canonical_json
from hongxian.kernel.ledger.verify.finding import Finding, finding, label, row_label


class Last(NamedTuple):
    """The last word of the ledger on a row."""

    key: str
    digest: str
    entry_id: UUID
    salt: str


def row_findings(*, chunk: int) -> Iterator[Finding]:
    """Both ways for every noun that is not derived: each row was recorded as it stands, each row recorded stands."""
    for noun in module.nouns():
        if not noun.derived:
            model = apps.get_model(noun.model)
            yield from _standing(noun.key, model, chunk)
            yield from _vanished(noun.key, model, chunk)


def count_rows() -> int:
    """How many rows `row_findings` compares."""
    return sum(apps.get_model(noun.model)._base_manager.count() for noun in module.nouns() if not noun.derived)


def _standing(kind: str, model: type[Model], chunk: int) -> Iterator[Finding]:
    rows = model._base_manager.order_by("pk")
    last: object = None
    while page := list((rows if last is None else rows.filter(pk__gt=last))[:chunk]):
        last = page[-1].pk
        words = _last_words(kind, [str(row.pk) for row in page])
        states = {row.pk: state_of(row) for row in page}
        differing = {row.pk for row in page if _differs(words.get(str(row.pk)), states[row.pk])}
        recorded = _recorded(kind, {pk: words[str(pk)] for pk in differing})
        for row in page:
            yield from _compare(kind, row, words.get(str(row.pk)))
            if row.pk in differing:
                yield from _changed(kind, row, words[str(row.pk)], recorded.get(row.pk), states[row.pk])


def _last_words(kind: str, keys: list[str]) -> dict[str, Last]:
    named = Subject.objects.filter(kind=kind, key__in=keys).values("key").annotate(last=Max("id"))
    rows = Subject.objects.filter(pk__in=[each["last"] for each in named])
    columns = rows.values_list("key", "digest", "entry_id", "entry__payload__salt")
    return {key: Last(key, digest, entry, salt or "") for key, digest, entry, salt in columns}


def _differs(last: Last | None, state: dict[str, Json]) -> bool:
    return last is not None and bool(last.digest and last.salt) and salted(last.salt, state) != last.digest


def _recorded(kind: str, words: dict[Any, Last]) -> dict[Any, dict[str, Json]]:
    """How these rows were recorded last, as far as the entry still says it as it was."""
    entries = {each.entry_id for each in words.values()}
    contents = dict(Payload.objects.filter(pk__in=entries).values_list("pk", "content"))
    states = {
        pk: (contents.get(last.entry_id) or {}).get("states", {}).get(f"{kind}:{pk}") for pk, last in words.items()
    }
    return {pk: state for pk, state in states.items() if state and salted(words[pk].salt, state) == words[pk].digest}


def _compare(kind: str, row: Model, last: Last | None) -> Iterator[Finding]:
    name = row_label(kind, str(row.pk))
    if last is None:
        yield finding("row_unrecorded", row=name)
    elif not last.digest:
        yield finding("row_back", _entry(last), row=name)


def _changed(
    kind: str, row: Model, last: Last, recorded: dict[str, Json] | None, state: dict[str, Json]
) -> Iterator[Finding]:
    """That a row differs from what was recorded, unless only by columns that came or went with a later version of the
    program and hold what it put there."""
    name = row_label(kind, str(row.pk))
    if recorded is None:
        yield finding("row_differs", _entry(last), row=name, changes=text.CHANGE_UNKNOWN)
        return
    was = {
        column: recorded[column] if column in recorded else _put_there(type(row), column, value)
        for column, value in state.items()
    }
    changes = [
        text.CHANGE.format(field=_field_label(row, each.field), before=_shown(each.before), after=_shown(each.after))
        for each in changes_between(was, state)
    ]
    if changes:
        yield finding("row_differs", _entry(last), row=name, changes="；".join(changes))


def _put_there(model: type[Model], column: str, value: Json) -> Json:
    """What a column that was added later holds in the rows that stood: its default; where that is computed, whatever
    stands there."""
    field = next(each for each in model._meta.concrete_fields if each.attname == column)
    return value if callable(field.default) and field.default not in (dict, list) else _blank(model)[column]


@cache
def _blank(model: type[Model]) -> dict[str, Json]:
    return state_of(model())


def _entry(last: Last) -> Entry | None:
    return Entry.objects.filter(pk=last.entry_id).first()


def _field_label(row: Model, column: str) -> str:
    names = {field.attname: field.name for field in row._meta.concrete_fields}
    return label(names.get(column, column))


def _shown(value: Json) -> str:
    if value in (None, ""):
        return text.EMPTY
    shown = value if isinstance(value, str) else canonical_json(value).decode()
    return shown if len(shown) <= 80 else shown[:80] + "…"


def _vanished(kind: str, model: type[Model], chunk: int) -> Iterator[Finding]:
    named = Subject.objects.filter(kind=kind).values("key").annotate(last=Max("id")).order_by("key")
    last = ""
    while page := list(named.filter(key__gt=last)[:chunk]):
        last = page[-1]["key"]
        standing = _standing_keys(model, [each["key"] for each in page])
        gone = [each["last"] for each in page if each["key"] not in standing]
        for subject in Subject.objects.filter(pk__in=gone).exclude(digest="").select_related("entry"):
            yield finding("row_gone", subject.entry, row=row_label(kind, subject.key))


def _standing_keys(model: type[Model], keys: list[str]) -> set[str]:
    wanted = []
    for key in keys:
        try:
            wanted.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return {str(key) for key in model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)}
