"""Keyset paging: a page is found by the last row of the page before it, so that page 1,000 is as quick as page 1."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from hongxian.kernel import text
from hongxian.kernel.problem import Problem

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page in order, and the tokens of the pages beside it (`before=newer`, `after=older`; empty where
    there is none)."""

    rows: list[M]
    newer: str
    older: str


def page(rows: QuerySet[M], order: tuple[str, ...], *, after: str = "", before: str = "", limit: int = 20) -> Page[M]:
    """One page of at most `limit` rows: those after or before a token, else the first.

    `order` names columns of the row's own table that together tell every row apart, all ascending or all descending
    (`-`). Raises `Problem` at a token that is none of this list.
    """
    backwards = bool(before) and not after
    descending = order[0].startswith("-")
    names = tuple(name.removeprefix("-") for name in order)
    token = before if backwards else after
    if token:
        rows = rows.filter(_beyond(rows.model, names, token, "lt" if descending != backwards else "gt"))
    turned = "-" if descending != backwards else ""
    found = list(rows.order_by(*(turned + name for name in names))[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    if not found:
        return Page([], "", "")
    has_newer, has_older = (more, True) if backwards else (bool(token), more)
    return Page(found, _token(found[0], names) if has_newer else "", _token(found[-1], names) if has_older else "")


def _token(row: Model, names: tuple[str, ...]) -> str:
    values = [str(getattr(row, name)) for name in names]
    return urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def _beyond(model: type[Model], names: tuple[str, ...], token: str, comparison: str) -> Q:
    """Rows that stand on the far side of the token, compared column by column."""
    values = _values(model, names, token)
    condition, equal = Q(), Q()
    for name, value in zip(names, values, strict=True):
        condition |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    return condition


def _values(model: type[Model], names: tuple[str, ...], token: str) -> list[Any]:
    try:
        values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if not isinstance(values, list) or len(values) != len(names):
            raise Problem(text.PAGE_LOST, field="after")
        return [_field(model, name).to_python(value) for name, value in zip(names, values, strict=True)]
    except (NotBase64, ValueError, TypeError, ValidationError) as error:
        raise Problem(text.PAGE_LOST, field="after") from error


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    found = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(found, Field)
    return found
