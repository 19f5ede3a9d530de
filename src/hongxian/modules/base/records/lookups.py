"""A field for one row out of many: looked up by a part of its name or code, and chosen among what is found. It works
without JavaScript: the button beside it sends the form, which comes back with what was found and nothing lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hongxian.kernel.actor import Actor
from hongxian.modules.base.records import text
from hongxian.modules.base.records.references import Reference

FIND = "find"
"""The button that only looks up: what it sends is shown again, not judged. Its value is the field's name."""
MOST = 20
"""So many rows are shown to choose from; of more, one must say more precisely what one means."""


class LookupInput(forms.Widget):
    """Words to look for, a button, and what was found. Its value is the key chosen, the words, and the words for which
    the rows shown were found."""

    template_name = "records/widgets/lookup.html"
    choices: tuple[tuple[str, str], ...] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str, str]:
        """What was sent: key, words, words searched before."""
        chosen, words, searched = (str(data.get(f"{name}{part}", "")).strip() for part in ("", ".words", ".searched"))
        return chosen, words, searched

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The widget's own context: what is chosen, what is looked for, what was found."""
        chosen, words, _ = value if isinstance(value, tuple) else (str(value or ""), "", "")
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["widget"] |= {"chosen": chosen, "words": words, "choices": self.choices, "find": FIND}
        return context


class LookupField(forms.Field):
    """The key of a row that the actor may see, or an empty text."""

    widget = LookupInput

    def __init__(self, reference: Reference, actor: Actor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reference = reference
        self.actor = actor

    def clean(self, value: Any) -> str:
        """The key chosen, or that of the only row found. Raises `ValidationError` when none or several are found."""
        chosen, words, searched = value
        if chosen and words == searched:
            self.show(chosen)
            return str(chosen)
        if not words:
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return ""
        found = self.look_up(words)
        if len(found) == 1:
            return found[0][0]
        raise ValidationError(text.FOUND_SEVERAL if found else _how_many(words, 0))

    def look_up(self, words: str) -> list[tuple[str, str]]:
        """What is found for the words; the widget shows it, unless there is too much of it."""
        found = self.reference.find(self.actor, words, MOST + 1)
        self._show(found[:MOST])
        return found

    def show(self, key: str) -> None:
        """Let the widget show the row with that key as chosen."""
        self._show([(key, self.reference.labels(self.actor, [key]).get(key, text.OUT_OF_SIGHT))])

    def take_up(self, data: Any, name: str, *, asked: bool) -> None:
        """Show what was found for the words sent, or what was chosen before; say how many, where one `asked` for it."""
        chosen, words, searched = LookupInput().value_from_datadict(data, {}, name)
        if words and (asked or words != searched):
            found = self.look_up(words)
            self.help_text = _how_many(words, len(found))
        elif chosen:
            self.show(chosen)
        elif asked:
            self.help_text = text.TYPE_WORDS

    def _show(self, found: list[tuple[str, str]]) -> None:
        assert isinstance(self.widget, LookupInput)
        self.widget.choices = tuple(found)


def _how_many(words: str, count: int) -> str:
    if not count:
        return text.FOUND_NONE.format(words=words)
    return text.FOUND_MORE.format(most=MOST) if count > MOST else text.FOUND.format(count=count)
