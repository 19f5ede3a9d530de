"""The state of a row as the ledger sees it: the same from the object just saved and from the row read back."""

from typing import Any

from django.db.backends.utils import format_number
from django.db.models import (
    DateTimeField,
    DecimalField,
    Field,
    FileField,
    ForeignObject,
    GeneratedField,
    JSONField,
    Model,
)

from hongxian.kernel.ledger.canonical import Json, moment, plain


def state_of(row: Model) -> dict[str, Json]:
    """Every stored field of the row by column name, as plain JSON, but for those in the model's `ledger_exclude`.

    Raises TypeError while a field holds an expression (`F(...) + 1`): refresh it from the database first.
    """
    excluded: tuple[str, ...] = getattr(row, "ledger_exclude", ())
    return {
        field.attname: _normal(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in excluded and not isinstance(field, GeneratedField)
    }


def _normal(field: "Field[Any, Any]", value: object) -> Json:
    if value is None:
        return None
    if hasattr(value, "resolve_expression"):
        raise TypeError(f"{field.model.__name__}.{field.name} is an expression: refresh it from the database")
    if isinstance(field, ForeignObject):
        return _normal(field.target_field, value)
    if isinstance(field, FileField):
        return str(value)
    if isinstance(field, JSONField):
        return _json(field, value)
    clean = field.to_python(value)
    if isinstance(field, DecimalField):
        return format_number(clean, field.max_digits, field.decimal_places)
    if isinstance(field, DateTimeField):
        return moment(clean)
    return plain(clean)


def _json(field: "JSONField[Any, Any]", value: object) -> Json:
    encoder = field.encoder() if field.encoder else None
    return _encoded(value, encoder)


def _encoded(value: object, encoder: Any) -> Json:
    """JSON as the field's own encoder writes it, so that a date given and the text read back are the same."""
    if isinstance(value, dict):
        return {str(key): _encoded(each, encoder) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_encoded(each, encoder) for each in value]
    if encoder is None or value is None or isinstance(value, bool | int | float | str):
        return plain(value)
    return _encoded(encoder.default(value), encoder)
