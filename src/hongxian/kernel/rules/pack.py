"""Read a pack from its folder: everything checked, every error at once, or nothing at all."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from hongxian.kernel.rules import text
from hongxian.kernel.rules.checks import Written, check
from hongxian.kernel.rules.dictionary import Dictionary, read_dictionary
from hongxian.kernel.rules.errors import PackError, PackErrors, error_at, flaws_of, from_validation
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.forms.part import Part
from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.positions import Document, Loc, read_yaml
from hongxian.kernel.rules.printed import printed, quoting
from hongxian.kernel.rules.schema import (
    ClauseEntry,
    GlossaryEntry,
    ObligationEntry,
    PackEntry,
    ParameterEntry,
    ScenarioEntry,
)

__all__ = ["Dictionary", "Pack", "PackError", "PackErrors", "pack_hash", "read_dictionary", "read_pack"]

M = TypeVar("M", bound=BaseModel)
Placed = tuple[M, Document, Loc]


def read_pack(folder: Path, dictionary: Dictionary) -> Pack:
    """The pack in a folder. Pure: reads the files, nothing else. Its own `facts.yaml`, if any, adds nouns to the
    dictionary.

    Raises `PackErrors` with everything that is wrong: broken YAML, duplicate keys, unknown or misspelt fields, forms,
    facts, values, parameters and clauses, quotations that are not in the text, impossible dates, wrong counts.
    """
    reading = _Reading(folder)
    dictionary = reading.dictionary(dictionary)
    entry = reading.one("pack.yaml", PackEntry)
    source = reading.source(entry[0].source.file if entry else "source.txt")
    entries = reading.many(["clauses.yaml"], ClauseEntry)
    clauses = [(printed(clause, source), document, loc) for clause, document, loc in entries]
    by_path = {clause.path: clause for clause, _, _ in clauses}
    parameters = reading.many(["parameters.yaml"], ParameterEntry)
    glossary = reading.many(["glossary.yaml"], GlossaryEntry)
    obligations = [
        (quoting(obligation, by_path), document, loc)
        for obligation, document, loc in reading.many(reading.obligation_files(), ObligationEntry)
    ]
    parts = [reading.parts(entry.parts, document, loc) for entry, document, loc in obligations]
    orphans = [part for data in reading.unshaped for part in reading.parts(*data)]
    scenarios = [reading.one(name, ScenarioEntry) for name in reading.names("scenarios/*.yaml")]
    written = Written(
        entry=entry,
        source=source,
        clauses=clauses,
        parameters=parameters,
        glossary=glossary,
        obligations=list(zip(obligations, parts, strict=True)),
        scenarios=[each for each in scenarios if each is not None],
        dictionary=dictionary,
        failed=frozenset(reading.failed),
        orphans=orphans,
    )
    errors = _once([*reading.errors, *(check(written) if reading.whole else ())])
    if errors or entry is None:
        raise PackErrors(errors)
    return _assembled(folder, entry[0], written, dictionary)


def pack_hash(folder: Path) -> str:
    """SHA-256 (hex) over the sorted relative names and the bytes of all files, those under scenarios/ apart."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(files):
        if not name.startswith("scenarios/"):
            content = files[name].read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _assembled(folder: Path, entry: PackEntry, written: Written, dictionary: Dictionary) -> Pack:
    clauses = {clause.path: clause for clause, _, _ in written.clauses}
    parameters = {parameter.key: parameter for parameter, _, _ in written.parameters}
    obligations = {
        each.id: Obligation(
            entry=each,
            parts=tuple(part for part, _, _ in parts),
            clauses={quotation.path: clauses[quotation.path] for quotation in each.clauses},
            parameters={key: parameters[key] for key in each.parameters},
            dictionary=dictionary,
        )
        for (each, _, _), parts in written.obligations
    }
    return Pack(
        entry=entry,
        hash=pack_hash(folder),
        clauses=clauses,
        parameters=parameters,
        obligations=dict(sorted(obligations.items())),
        glossary=tuple(each for each, _, _ in written.glossary),
        scenarios=tuple(each for each, _, _ in written.scenarios),
        dictionary=dictionary,
    )


def _once(errors: Iterable[PackError]) -> list[PackError]:
    """The first error of every place, in order of file and line."""
    found: dict[tuple[str, str, int], PackError] = {}
    for error in errors:
        found.setdefault((error.file, error.path, error.line), error)
    return sorted(found.values(), key=lambda error: (error.file, error.line, error.path))


@dataclass
class _Reading:
    """The files of one folder as they are read, with what is wrong with them."""

    folder: Path
    errors: list[PackError] = field(default_factory=list)
    failed: set[tuple[str, str]] = field(default_factory=set)
    """Model and name of entries that are there but do not fit their shape: they are not missing."""
    unshaped: list[tuple[Sequence[object], Document, Loc]] = field(default_factory=list)
    """The parts of obligations that do not fit their shape."""
    whole: bool = True
    """Every file is there and is YAML; if not, comparing the files would only report what follows from that."""

    def names(self, pattern: str) -> list[str]:
        """Relative names of the files of a pattern, in order."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))

    def obligation_files(self) -> list[str]:
        """obligations.yaml, or the files of the folder obligations/."""
        names = self.names("obligations.yaml") + self.names("obligations/*.yaml")
        return names or ["obligations.yaml"]

    def document(self, name: str) -> Document | None:
        """One YAML file; None, and an error, when it is not there."""
        path = self.folder / name
        if not path.is_file():
            self.missing(name)
            return None
        document = read_yaml(path, name)
        self.errors += flaws_of(document)
        if document.broken:
            self.whole = False
            return None
        return document

    def dictionary(self, shared: Dictionary) -> Dictionary:
        """The shared dictionary with the nouns that the pack adds."""
        path = self.folder / "facts.yaml"
        if not path.is_file():
            return shared
        try:
            return read_dictionary(path, within=shared)
        except PackErrors as errors:
            self.errors += errors.errors
            return shared

    def missing(self, name: str) -> None:
        """A file is not there."""
        self.whole = False
        self.errors.append(PackError(name, 1, "", "", name, text.FILE_MISSING.format(name)))

    def source(self, name: str) -> list[str]:
        """The lines of the text as received; empty, and an error, when it is not there."""
        path = self.folder / name
        if not path.is_file():
            self.missing(name)
            return []
        return path.read_bytes().decode().split("\n")

    def one(self, name: str, model: type[M]) -> Placed[M] | None:
        """A file that is one thing."""
        document = self.document(name)
        if document is None:
            return None
        shaped = self.shaped(document, (), document.data, model)
        return (shaped, document, ()) if shaped is not None else None

    def many(self, names: Sequence[str], model: type[M]) -> list[Placed[M]]:
        """Files that are lists of things."""
        found: list[Placed[M]] = []
        for name in names:
            document = self.document(name)
            if document is None or document.data is None:
                continue
            if not isinstance(document.data, list):
                self.errors.append(error_at(document, (), text.NOT_A_LIST))
                continue
            for number, item in enumerate(document.data):
                shaped = self.shaped(document, (number,), item, model)
                if shaped is not None:
                    found.append((shaped, document, (number,)))
        return found

    def shaped(self, document: Document, loc: Loc, data: Any, model: type[M]) -> M | None:
        """The data in its shape; None, and errors, when it does not fit."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.errors += from_validation(document, loc, error, model)
            if isinstance(data, dict):
                names = (str(data[name]) for name in ("id", "key", "path") if name in data)
                self.failed |= {(model.__name__, name) for name in names}
                if isinstance(data.get("parts"), list) and model is ObligationEntry:
                    self.unshaped.append((data["parts"], document, loc))
            return None

    def parts(self, written: Sequence[object], document: Document, loc: Loc) -> list[Placed[Part]]:
        """The parts of the obligation at a place, each in the shape of its form."""
        found: list[Placed[Part]] = []
        for number, data in enumerate(written):
            place = (*loc, "parts", number)
            model = self.form(data.get("form") if isinstance(data, dict) else None, document, place)
            part = self.shaped(document, place, data, model) if model is not None else None
            if part is not None:
                found.append((part, document, place))
        return found

    def form(self, name: object, document: Document, loc: Loc) -> type[Part] | None:
        """The form of that name; None, and an error, for one that is unknown."""
        if name in FORMS:
            return FORMS[str(name)]
        sentence = text.UNKNOWN_FORM.format(name=name, known=text.JOIN.join(FORMS))
        self.errors.append(error_at(document, (*loc, "form"), sentence, found=name, expected=" ".join(FORMS)))
        return None
