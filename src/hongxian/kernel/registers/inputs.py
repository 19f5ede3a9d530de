"""The inputs of a query bar: each reads what stands in an address and says what it expected instead."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import noun, resolve
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declaration import Filter
from hongxian.kernel.web.cascade import CascadeChoice, CascadeSelect, Tree

FEW = 60
"""Up to so many rows are offered in a list; of more, one types the name."""
LONGEST = 60


class WordsInput(forms.CharField):
    """Words that stand somewhere in a row."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, widget=forms.TextInput(attrs={"type": "search"}))

    def clean(self, value: Any) -> str:
        """The words, without blanks around them."""
        words = str(value or "").strip()
        if len(words) > LONGEST:
            raise ValidationError(text.TOO_LONG.format(label=self.label, longest=LONGEST, found=len(words)))
        return words

    def in_words(self, value: str) -> str:
        """As typed."""
        return value


class ChoiceInput(forms.ChoiceField):
    """One of a few values."""

    def __init__(self, label: str, pairs: list[tuple[str, str]]) -> None:
        super().__init__(label=label, required=False, choices=[("", text.ALL), *pairs])
        self.words = dict(pairs)

    def validate(self, value: str) -> None:
        """Refuse what is not offered."""
        if value and value not in self.words:
            expected = text.LISTED.join(self.words.values())
            raise ValidationError(text.NO_SUCH_CHOICE.format(label=self.label, found=value, expected=expected))

    def in_words(self, value: str) -> str:
        """Its word."""
        return self.words[value]


class DayInput(forms.Field):
    """A day, written in any of the usual ways."""

    kind = "date"
    refusal = text.NOT_A_DAY

    def __init__(self, label: str, *, last: bool = False) -> None:
        super().__init__(label=label, required=False, widget=forms.TextInput(attrs={"type": self.kind}))
        self.last = last

    def clean(self, value: Any) -> Any:
        """The value, or None where nothing is given."""
        written = "".join(str(value or "").split())
        if not written:
            return None
        try:
            return self.read(written)
        except (ValueError, InvalidOperation) as error:
            raise ValidationError(self.refusal.format(label=self.label, found=written)) from error

    def read(self, written: str) -> Any:
        """The day; ValueError if it is none."""
        found = re.fullmatch(text.DAY_PATTERN, written)
        return date(*(int(part) for part in found.groups())) if found else date.fromisoformat(written)


class MonthInput(DayInput):
    """A month: its first day, or its `last`."""

    kind = "month"
    refusal = text.NOT_A_MONTH

    def read(self, written: str) -> date:
        """The day; ValueError if it is no month."""
        found = re.fullmatch(text.MONTH_PATTERN, written)
        if not found:
            raise ValueError(written)
        first = date(int(found[1]), int(found[2]), 1)
        return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if self.last else first


class NumberInput(DayInput):
    """A number."""

    kind = "text"
    refusal = text.NOT_A_NUMBER

    def read(self, written: str) -> Decimal:
        """The number; InvalidOperation if it is none."""
        number = Decimal(written.replace(",", ""))
        if not number.is_finite():
            raise ValueError(written)
        return number


def offered(declared: Filter, actor: Actor) -> QuerySet[Any]:
    """The rows of another noun that the actor may set as the value of a filter."""
    target = noun(declared.refers)
    rows: QuerySet[Any] = resolve(target.visible)(actor, declared.sees or f"{declared.refers}.view")
    return declared.offered(actor, rows) if declared.offered else rows


class ReferenceWidget(forms.Widget):
    """A list while there are few rows to choose from, else a place to type a name."""

    template_name = "registers/widgets/reference.html"
    rows: QuerySet[Any]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The rows to choose from, read only now that somebody looks."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        found = list(self.rows[: FEW + 1])
        pairs = [(str(each.pk), str(each)) for each in found] if len(found) <= FEW else []
        typed = str(value or "")
        if pairs and typed and typed not in dict(pairs):
            pairs.append((typed, typed))
        context["widget"] |= {"pairs": [("", text.ALL), *pairs] if pairs else [], "typed": typed}
        if typed and not pairs and is_key(self.rows, typed):
            context["widget"]["named"] = next((str(each) for each in self.rows.filter(pk=typed)), "")
        return context


class ReferenceInput(forms.Field):
    """A row of another noun: chosen from a list while there are few, else found by its name. A key in an address names
    one row; words stand for all rows in whose name they are."""

    widget = ReferenceWidget

    def __init__(self, label: str, declared: Filter, actor: Actor) -> None:
        super().__init__(label=label, required=False)
        rows = offered(declared, actor)
        self.named = "name" in {each.name for each in rows.model._meta.concrete_fields}
        self.rows = rows.order_by("name", "pk") if self.named else rows
        assert isinstance(self.widget, ReferenceWidget)
        self.widget.rows = self.rows

    def clean(self, value: Any) -> Any:
        """The rows meant, as a query of their keys; None where nothing is given."""
        written = str(value or "").strip()
        if not written:
            return None
        if is_key(self.rows, written):
            meant = self.rows.filter(pk=written)
        else:
            meant = self.rows.filter(name__icontains=written) if self.named else self.rows.none()
        if not meant.exists():
            raise ValidationError(text.NO_SUCH_ROW.format(label=self.label, found=written))
        return meant

    def in_words(self, value: QuerySet[Any]) -> str:
        """The names of the rows meant, of up to three."""
        return text.LISTED.join(str(each) for each in value[:3])


def is_key(rows: QuerySet[Any], written: str) -> bool:
    """Whether what is written has the form of a key of these rows."""
    try:
        rows.model._meta.pk.to_python(written)
    except ValidationError:
        return False
    return True


class PlaceInput(CascadeChoice):
    """A place and all that lies in it, reached from the top down."""

    def __init__(self, label: str, tree: Tree) -> None:
        super().__init__(label=label, required=False, is_filter=True)
        assert isinstance(self.widget, CascadeSelect)
        self.widget.tree = tree

    def in_words(self, value: Any) -> str:
        """Its name."""
        return str(value)
