"""The dictionary of facts that all packs share, and what a pack adds to it: nouns, fields, values, Chinese labels."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.errors import PackError, PackErrors, error_at, flaws_of, from_validation
from hongxian.kernel.rules.positions import Document, Loc, read_yaml

IMPLICIT_TYPES = {
    "id": "key",
    "label": "text",
    "recorded_on": "datetime",
    "recorded_by": "text",
    "confirmed": "bool",
}


class FieldType(StrEnum):
    """What a field holds. A key names a row of another fact or a code."""

    KEY = "key"
    TEXT = "text"
    INT = "int"
    BOOL = "bool"
    DATE = "date"
    DATETIME = "datetime"


class FactField(BaseModel):
    """One field of a fact. `values` are the codes it may hold with their labels; `of` the noun a key points to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: FieldType
    label: str
    values: dict[str, str] = Field(default_factory=dict)
    of: str = ""


class FactNoun(BaseModel):
    """One fact. `dated` names the field with the day the thing happened; `period_valid` rows have a validity.
    `restricted` says in Chinese why only named posts may see the rows; empty where no such limit stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    description: str
    key: str = "id"
    fields: dict[str, FactField]
    dated: str = ""
    period_valid: bool = False
    restricted: str = ""

    @model_validator(mode="before")
    @classmethod
    def _validity(cls, data: object) -> object:
        if isinstance(data, dict) and data.get("period_valid") and isinstance(data.get("fields"), dict):
            ends = {"valid_from": text.VALID_FROM, "valid_to": text.VALID_TO}
            added = {name: {"type": "date", "label": label} for name, label in ends.items()}
            return {**data, "fields": {**data["fields"], **added}}
        return data

    @property
    def begins(self) -> str:
        """The field with the day from which a row is there: when it happened, or became valid; empty without one."""
        return self.dated or ("valid_from" if self.period_valid else "")

    def field(self, name: str) -> FactField | None:
        """The field of that name, implicit ones included; None if there is none."""
        if name in IMPLICIT_TYPES:
            return FactField(type=FieldType(IMPLICIT_TYPES[name]), label=text.IMPLICIT_LABELS[name])
        return self.fields.get(name)


class Dictionary(BaseModel):
    """All facts by noun."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nouns: dict[str, FactNoun]
    families: dict[str, str] = Field(default_factory=dict)
    """Families of rules by key, with their Chinese: by them the obligations of several packs are compared."""

    def label(self, noun: str) -> str:
        """The Chinese of a noun; the code name itself for an unknown one."""
        return self.nouns[noun].label if noun in self.nouns else noun

    def field_label(self, noun: str, name: str) -> str:
        """The Chinese of a field."""
        found = self.nouns[noun].field(name)
        return found.label if found else name

    def value_label(self, noun: str, name: str, value: object) -> str:
        """The Chinese of a value: its label, yes or no, or the value as it is written."""
        found = self.nouns[noun].field(name)
        if isinstance(value, bool):
            return text.YES if value else text.NO
        return found.values.get(str(value), str(value)) if found else str(value)


def read_dictionary(path: Path, within: Dictionary | None = None, families: Path | None = None) -> Dictionary:
    """Read one file of nouns, or all files of a folder, together with the dictionary they are an addition to; and the
    file of the families of rules, if given.

    Raises `PackErrors` with all that is wrong; a noun is defined once, in whatever file.
    """
    documents = [read_yaml(each, each.name) for each in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    errors = [error for document in documents for error in flaws_of(document)]
    nouns = dict(within.nouns if within else {})
    places = _nouns(documents, nouns, errors)
    known = dict(within.families if within else {})
    if families is not None:
        known |= _families(read_yaml(families), errors)
    dictionary = Dictionary(nouns=nouns, families=known)
    if not errors:
        errors = [each for noun, document in places for each in _check(document, dictionary, noun)]
    if errors:
        raise PackErrors(errors)
    return dictionary


def _nouns(
    documents: list[Document], nouns: dict[str, FactNoun], errors: list[PackError]
) -> list[tuple[str, Document]]:
    """Add the nouns of the documents; return where each stands."""
    places: list[tuple[str, Document]] = []
    for document in documents:
        if document.data is not None and not isinstance(document.data, dict):
            errors.append(error_at(document, (), text.NOT_NOUNS))
            continue
        for noun, written in (document.data or {}).items():
            if noun in nouns:
                errors.append(error_at(document, (noun,), text.TWICE.format(noun), found=noun))
                continue
            try:
                nouns[noun] = FactNoun.model_validate(written)
                places.append((noun, document))
            except ValidationError as error:
                errors += from_validation(document, (noun,), error, FactNoun)
    return places


def _families(document: Document, errors: list[PackError]) -> dict[str, str]:
    errors += flaws_of(document)
    written = document.data if isinstance(document.data, dict) else {}
    errors += [
        error_at(document, (key,), text.WRONG_TYPE.format(name=key, found=label, expected=text.TYPES["string_type"]))
        for key, label in written.items()
        if not isinstance(label, str)
    ]
    return {key: str(label) for key, label in written.items()}


def _check(document: Document, dictionary: Dictionary, noun: str) -> list[PackError]:
    fact = dictionary.nouns[noun]
    errors = []
    dated = fact.field(fact.dated) if fact.dated else None
    if fact.dated and (dated is None or dated.type is not FieldType.DATE):
        errors.append(error_at(document, (noun, "dated"), text.DATED_NOT_DATE, found=fact.dated))
    if fact.field(fact.key) is None:
        errors.append(error_at(document, (noun, "key"), text.UNKNOWN_FACT_FIELD.format(fact.label, fact.key)))
    for name, field in fact.fields.items():
        loc: Loc = (noun, "fields", name)
        if field.of and field.of not in dictionary.nouns:
            errors.append(error_at(document, (*loc, "of"), text.UNKNOWN_FACT.format(field.of), found=field.of))
        if name in IMPLICIT_TYPES and name != "id":
            errors.append(error_at(document, loc, text.IMPLICIT_FIELD.format(name), found=name))
    return errors
