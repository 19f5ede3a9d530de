"""From a draft to a pack's folder: clauses, parameters, obligations with rules that run, scenarios that prove them.

Where the wording names a rule simple enough, it runs on two registers that every place may keep: what was done
(`fulfilment`) and what called for it (`fulfilment_occasion`). A form that needs facts of its own waits for a person to
write its rule.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from hongxian.kernel.rules.dates import PeriodKind, period_containing
from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.models import Draft, Proposal
from hongxian.modules.base.drafts.reading.words import words

CLAUSE_FIELDS = ("path", "kind", "number", "heading", "line", "text")
DONE, OCCASION = "fulfilment", "fulfilment_occasion"


@dataclass(frozen=True)
class Cover:
    """What a pack says of itself beside its text. `prefix` begins the ids of its obligations."""

    code: str
    version: int
    title: str
    issuer: str
    effective_from: date
    effective_reason: str
    prefix: str
    issued: date | None = None


def write_folder(draft: Draft, cover: Cover, folder: Path) -> None:
    """Write the pack into a new folder."""
    confirmed = list(draft.proposals.filter(state="confirmed").order_by("number"))
    ids = {each.pk: f"{cover.prefix}-{number:02}" for number, each in enumerate(confirmed, 1)}
    rules = [_Rule(each, ids[each.pk], cover.code) for each in confirmed]
    (folder / "scenarios").mkdir(parents=True)
    (folder / "source.txt").write_bytes(draft.original.encode())
    _write(folder / "pack.yaml", _pack(draft, cover))
    _write(folder / "clauses.yaml", [_clause(each) for each in draft.clauses])
    _write(folder / "parameters.yaml", [each for rule in rules for each in rule.parameters()])
    _write(folder / "glossary.yaml", [])
    _write(folder / "obligations.yaml", [rule.obligation() for rule in rules])
    for rule in rules:
        if cases := rule.cases(cover.effective_from):
            _write(folder / "scenarios" / f"{rule.id}.yaml", {"obligation": rule.id, "cases": cases})


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _pack(draft: Draft, cover: Cover) -> dict[str, Any]:
    return {
        "id": cover.code,
        "version": cover.version,
        "title": cover.title,
        "issuer": cover.issuer,
        "place_code": draft.place.code,
        "place_name": draft.place.name,
        "issued": cover.issued,
        "effective_from": cover.effective_from,
        "effective_reason": cover.effective_reason,
        "articles": sum(1 for clause in draft.clauses if clause["kind"] == "article"),
        "source": {
            "file": "source.txt",
            "sha256": hashlib.sha256(draft.original.encode()).hexdigest(),
            "received_as": text.RECEIVED_AS.format(name=draft.file_name, how=draft.how, notes="；".join(draft.notes)),
            "title_lines": draft.set_apart["title"],
            "clutter_lines": draft.set_apart["clutter"],
        },
        "damage": [
            {"id": f"S{number}", "line": each["line"], "quote": each["quote"], "text": each["text"]}
            for number, each in enumerate(draft.damage, 1)
        ],
    }


def _clause(clause: dict[str, Any]) -> dict[str, Any]:
    written = {name: clause[name] for name in CLAUSE_FIELDS}
    return written | {"continues": True} if clause["continues"] else written


@dataclass(frozen=True)
class _Rule:
    """One confirmed proposal as an obligation with its rule, parameters and scenarios."""

    proposal: Proposal
    id: str
    pack: str

    @property
    def runs(self) -> bool:
        """Whether its form has a rule simple enough to be written from the wording alone."""
        return self.proposal.rule_form in _PARTS

    @property
    def since(self) -> str:
        """The parameter that says how recent a fulfilment must be; empty where the text has no such word."""
        found = next((each for each in self._vague() if each.get("recurring")), None)
        return self._key(found["key"]) if found and self.proposal.rule_form in ("EXISTENCE", "COVERAGE") else ""

    @property
    def clock(self) -> Any:
        """The time limit of a trigger: as printed, or the parameter of a vague word; None where there is none."""
        if self.proposal.within:
            return self.proposal.within
        vague = next((each for each in self._vague() if each["type"] == "duration"), None)
        return {"parameter": self._key(vague["key"])} if vague else None

    def _vague(self) -> list[dict[str, Any]]:
        return [each for each in words()["vague"] if each["word"] in self.proposal.vague]

    def _key(self, name: str) -> str:
        return f"{name}_{self.id.rpartition('-')[2]}"

    def parameters(self) -> list[dict[str, Any]]:
        """What the wording leaves open."""
        found = []
        for each in self._vague():
            key = self._key(each["key"])
            entry = {
                "key": key,
                "label": text.VAGUE_LABEL.format(word=each["word"], id=self.id),
                "question": each["question"],
                "clause": self.proposal.path,
                "type": each["type"],
            }
            if each.get("unit"):
                entry["unit"] = each["unit"]
            found.append(entry | {"deciding": key == self.since, "obligations": [self.id]})
        return found

    def obligation(self) -> dict[str, Any]:
        """The entry of obligations.yaml."""
        told = self.proposal
        entry: dict[str, Any] = {
            "id": self.id,
            "title": told.title,
            "form": told.rule_form,
            "strength": "M" if told.vague else "A",
            "clauses": [{"path": told.path, "quote": told.quote}],
            "holder": {"text": told.holder or text.HOLDER_OPEN} | ({"select": told.select} if told.select else {}),
            "action": told.action or told.title,
            "object": told.object or told.title,
            "due_text": told.due_text or text.NO_DUE,
            "counting": text.COUNTING[told.rule_form if self.runs else "waits"],
            "evidence": [text.EVIDENCE],
            "consequence": {"stated": told.consequence, "general": ""},
            "parameters": [each["key"] for each in self.parameters()],
        }
        if told.advisory:
            entry["advisory"] = True
        if not self.runs:
            return entry | {"waits": text.RULE_TO_WRITE.format(form=told.rule_form), "needs": [DONE]}
        return entry | {
            "parts": [{"id": "done", "form": told.rule_form, "text": told.title} | _PARTS[told.rule_form](self)]
        }

    def own(self, *more: dict[str, Any]) -> dict[str, Any]:
        """The rows of this obligation and holder."""
        return {
            "all": [
                {"field": "pack", "is": self.pack},
                {"field": "obligation", "is": self.id},
                {"field": "body", "is": {"holder": "key"}},
                *more,
            ]
        }

    def counts(self) -> dict[str, Any]:
        """Which of them count: in force, and recent enough where the text says so."""
        in_force = {"field": "in_force", "is": True, "otherwise": text.NOT_IN_FORCE}
        if not self.since:
            return in_force
        recent = {"field": "done_on", "after": {"as_of": "date", "minus": {"parameter": self.since}}}
        return {"all": [in_force, recent]}

    def cases(self, start: date) -> list[dict[str, Any]]:
        """One case that is met and one that is not, so that the rule is known to run."""
        return _cases(self, start) if self.runs else []


def _periodic(rule: _Rule) -> dict[str, Any]:
    told = rule.proposal
    return {"period": told.period, "min": told.min, "events": {"fact": DONE, "of": rule.own(), "where": rule.counts()}}


def _deadline(rule: _Rule) -> dict[str, Any]:
    return {"due": rule.proposal.due, "target": {"fact": DONE, "of": rule.own(), "where": rule.counts()}}


def _existence(rule: _Rule) -> dict[str, Any]:
    return {"rows": {"fact": DONE, "of": rule.own(), "where": rule.counts()}}


def _trigger(rule: _Rule) -> dict[str, Any]:
    have = {"fact": DONE, "member": "occasion", "of": rule.own(), "where": rule.counts()}
    action: dict[str, Any] = {"id": "act", "text": rule.proposal.title, "have": have}
    if rule.clock is not None:
        action["within"] = rule.clock
    return {"triggers": {"fact": OCCASION, "of": rule.own()}, "actions": [action]}


def _coverage(rule: _Rule) -> dict[str, Any]:
    under = [{"field": "place_path", "under": {"holder": "place_path"}}, {"field": "in_operation", "is": True}]
    return {
        "members": {"fact": "enterprise", "of": {"all": under}},
        "have": {"fact": DONE, "member": "member", "of": rule.own(), "where": rule.counts()},
    }


def _bar(rule: _Rule) -> dict[str, Any]:
    broken = {"id": "none", "text": text.NO_VIOLATION, "exists": {"fact": OCCASION, "of": rule.own()}}
    return {"form": "STRUCTURE", "requires": [broken | {"at_least": 0, "at_most": 0}]}


_PARTS = {
    "PERIODIC": _periodic,
    "DEADLINE": _deadline,
    "EXISTENCE": _existence,
    "TRIGGER": _trigger,
    "COVERAGE": _coverage,
    "BAR": _bar,
}


def _cases(rule: _Rule, start: date) -> list[dict[str, Any]]:
    told = rule.proposal
    holder = {"id": "body", "name": told.holder or text.HOLDER_OPEN, "place": "place", "place_path": "p."}
    holder |= {key: value[0] if isinstance(value, list) else value for key, value in (told.select or {}).items()}
    day = date(start.year + 1, 3, 31)
    own = {"pack": rule.pack, "obligation": rule.id, "body": "body"}
    done = own | {"id": "done", "done_on": day - timedelta(days=10), "in_force": True}
    facts: tuple[dict[str, Any], dict[str, Any]] = ({DONE: [done]}, {DONE: []})
    case: dict[str, Any] = {"as_of": day, "holder": holder}
    if told.rule_form == "PERIODIC":
        period = period_containing(day, PeriodKind(told.period))
        case |= {"as_of": period.end + timedelta(days=1), "period": period.key}
        facts = ({DONE: [done | {"id": f"done{number}"} for number in range(told.min)]}, {DONE: []})
    elif told.rule_form == "DEADLINE" and told.due:
        reached = done | {"done_on": told.due}
        case["as_of"] = max(told.due, start) + timedelta(days=1)
        facts = ({DONE: [reached]}, {DONE: []})
    elif told.rule_form == "TRIGGER":
        happened = own | {"id": "why", "happened_on": day - timedelta(days=20)}
        late = own | {"id": "why", "happened_on": date(start.year, 1, 1) if start < day else start}
        facts = (
            {OCCASION: [happened], DONE: [done | {"occasion": "why", "done_on": day - timedelta(days=20)}]},
            {OCCASION: [late], DONE: []},
        )
    elif told.rule_form == "COVERAGE":
        member = {"id": "member", "place_path": "p.1.", "in_operation": True}
        facts = ({"enterprise": [member], DONE: [done | {"member": "member"}]}, {"enterprise": [member], DONE: []})
    elif told.rule_form == "BAR":
        facts = ({OCCASION: []}, {OCCASION: [own | {"id": "why", "happened_on": day}]})
    parameters = {"parameters": {rule.since: "P1Y"}} if rule.since else {}
    names = zip((text.CASE_MET, text.CASE_NOT_MET), facts, ("met", "not_met"), strict=True)
    return [
        {"name": name} | case | parameters | {"facts": rows, "expect": {"status": status}}
        for name, rows, status in names
    ]
