"""What a record says, checked as a whole and laid out as columns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.verifier import canonical_json
from hongxian.kernel.problem import Faults
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import Kind
from hongxian.modules.base.records.labels import label_of
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.base.records.references import check_references
from hongxian.modules.base.records.values import read_values, refuse_marks, stored

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

LONGEST_EVIDENCE = 500
EVIDENCE, PLACE = "evidence", "place"
_COLUMNS = (
    "place",
    "path",
    "values",
    "happened_on",
    "valid_from",
    "valid_to",
    "label",
    "evidence",
    "restricted",
    "fingerprint",
)


@dataclass(frozen=True)
class Content:
    """What a record says, checked: columns by name, among them the JSON of its values."""

    place: Place
    columns: dict[str, object]

    @property
    def day(self) -> date | None:
        """The day it happened, or since when it holds."""
        found = self.columns["happened_on"] or self.columns["valid_from"]
        return found if isinstance(found, date) else None


def checked(
    actor: Actor, kind: Kind, register: Register, given: Mapping[str, object], place: str, evidence: str
) -> Content:
    """What was typed in, as columns; `Faults` with all that is wrong with it."""
    faults: dict[str, str] = {}
    said = read_values(kind, given, faults)
    labels = check_references(actor, kind, said, faults)
    where = find_place(place)
    if where is None or not where.path.startswith(register.place.path):
        faults[PLACE] = text.PLACE_OUTSIDE.format(found=where.name if where else place, place=register.place.name)
    evidence = evidence.strip()
    refuse_marks(EVIDENCE, evidence, faults)
    if len(evidence) > LONGEST_EVIDENCE:
        faults[EVIDENCE] = text.EVIDENCE_TOO_LONG.format(longest=LONGEST_EVIDENCE, length=len(evidence))
    if faults or where is None:
        raise Faults(faults)
    columns: dict[str, object] = {"happened_on": None, "valid_from": None, "valid_to": None}
    columns |= {column: said[name] for name, column in kind.columns.items() if name in said}
    columns |= {
        "place": where,
        "path": where.path,
        "values": {name: stored(value) for name, value in said.items() if name not in kind.columns},
        "label": label_of(kind, said, labels),
        "evidence": evidence,
        "restricted": bool(kind.restricted),
    }
    return Content(where, columns | {"fingerprint": fingerprint(columns)})


def columns_of(record: Record) -> dict[str, object]:
    """What a version says, as columns."""
    return {name: getattr(record, name) for name in _COLUMNS}


def fingerprint(columns: Mapping[str, object]) -> str:
    """The same for two records that say the same, by whatever hand."""
    names = ("path", "values", "happened_on", "valid_from", "valid_to", "evidence")
    said = {name: stored(value) if isinstance(value := columns[name], date) else value for name in names}
    return hashlib.sha256(canonical_json(said)).hexdigest()
