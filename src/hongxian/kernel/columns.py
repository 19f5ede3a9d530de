"""Columns of querysets: what kind they are of, and how keys kept in two ways are compared."""

from typing import Any

from django.db.models import CharField, Field, ForeignKey, Func, QuerySet, TextField, UUIDField

from hongxian.kernel.keys import KeyAsText, TextAsKey


def written_as(column: str, kind: Field[Any, Any] | None, like: Field[Any, Any] | None) -> Func | None:
    """How a column of one kind is written so as to be compared with one of another kind; None where they are kept
    alike. One room keeps its keys as UUIDs, another keeps the keys of rows elsewhere as text."""
    if isinstance(like, UUIDField) and isinstance(kind, CharField | TextField):
        return TextAsKey(column)
    if isinstance(like, CharField | TextField) and isinstance(kind, UUIDField):
        return KeyAsText(column)
    return None


def is_text(rows: QuerySet[Any], column: str) -> bool:
    """Whether a column holds text."""
    return isinstance(field_of(rows, column), CharField | TextField)


def is_indexed(rows: QuerySet[Any], column: str) -> bool:
    """Whether an index of the rows' own table leads to those with a value in the column."""
    if "__" in column or column in rows.query.annotations:
        return False
    meta: Any = rows.model._meta
    field: Any = field_of(rows, column)
    led = [each.fields[0] for each in (*meta.indexes, *meta.constraints) if getattr(each, "fields", ())]
    return bool(field.primary_key or field.unique or field.db_index or field.name in led)


def kind_of(rows: QuerySet[Any], column: str) -> Field[Any, Any] | None:
    """The field of a column, or the one that a foreign key points to."""
    found = field_of(rows, column)
    while isinstance(found, ForeignKey):
        found = found.target_field
    return found


def field_of(rows: QuerySet[Any], column: str) -> Field[Any, Any] | None:
    """The field of a column: an annotation, or one of the model or of those it points to."""
    if column in rows.query.annotations:
        found: Field[Any, Any] = rows.query.annotations[column].output_field
        return found
    model: Any = rows.model
    target: Any = None
    for name in column.split("__"):
        if name == "pk":
            return model._meta.pk  # type: ignore[no-any-return]
        target = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
        model = target.related_model
    return target  # type: ignore[no-any-return]
