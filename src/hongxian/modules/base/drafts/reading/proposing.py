"""Obligations proposed from the wording of a text, for a person to confirm: who, what, when, in which form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hongxian.modules.base.drafts.reading.outline import Clause, Outline
from hongxian.modules.base.drafts.reading.sentences import sentences, without_number
from hongxian.modules.base.drafts.reading.words import number_of, pattern, words

ENOUGH = 2
TITLE = 40


@dataclass(frozen=True)
class Proposal:
    """One proposed obligation. `quote` is exact text of the clause `path`; `select` chooses among the fact `party`
    (empty: nobody could be read from the text); `vague` are the words that leave something open."""

    path: str
    line: int
    quote: str
    title: str
    rule_form: str
    strength: str
    holder: str
    select: dict[str, Any]
    action: str
    object: str
    due_text: str = ""
    period: str = ""
    min: int = 1
    due: date | None = None
    within: str = ""
    consequence: str = ""
    members: str = ""
    vague: tuple[str, ...] = field(default=())
    advisory: bool = False


def proposals(found: Outline) -> list[Proposal]:
    """Every sentence whose wording binds somebody, in the order of the text."""
    told: list[Proposal] = []
    for clause, sentence, lead in _candidates(found):
        body = without_number(sentence, _number(found, clause))
        if _weight(body, lead) >= ENOUGH:
            told.append(_proposal(clause, sentence, body, lead, _subject(told, clause)))
    return told


def _number(found: Outline, clause: Clause) -> str:
    """The number printed at the beginning of the clause's line."""
    return next((each.number for each in found.clauses if each.line == clause.line and each.number), "")


def _subject(told: list[Proposal], clause: Clause) -> Proposal | None:
    """The one who was last spoken of in the same paragraph."""
    return told[-1] if told and told[-1].path == clause.path and told[-1].holder else None


def _candidates(found: Outline) -> Iterator[tuple[Clause, str, str]]:
    """Sentences with their clause, and the words that introduce the list they stand in (empty if none)."""
    lead = ""
    for clause in found.clauses:
        if clause.kind not in ("paragraph", "item", "preamble", "sentence"):
            lead = "" if clause.kind != "article" else lead
            continue
        if clause.kind != "item":
            lead = ""
        heads = _headings(found, clause)
        for sentence in sentences(clause.text):
            if without_number(sentence, clause.number).rstrip(words()["sentence_end"]) in heads:
                continue
            yield clause, sentence, lead
        last = clause.text.strip()
        if pattern("duty", "enumerating").search(last) and clause.kind != "item":
            lead = list(sentences(last))[-1]


def _headings(found: Outline, clause: Clause) -> set[str]:
    return {each.heading for each in found.clauses if each.line == clause.line and each.heading} | {
        f"{each.number}{each.heading}" for each in found.clauses if each.line == clause.line and each.heading
    }


def _weight(sentence: str, lead: str) -> int:
    """How much the wording speaks for a duty."""
    if pattern("duty", "not_duty").search(sentence) or pattern("duty", "enumerating").search(sentence):
        return 0
    if pattern("duty", "consequence").search(sentence) or (lead and pattern("duty", "consequence").search(lead)):
        return 0
    weight = 0
    weight += 2 if pattern("duty", "modal").search(sentence) else 0
    starts = [part.strip() for part in re.split(r"[，,；;：:]", sentence)]
    imperative, soft = pattern("duty", "imperative"), pattern("duty", "soft")
    binding = [part for part in starts if imperative.match(part) or (imperative.search(part) and not soft.match(part))]
    weight += 2 if any(imperative.match(part) for part in starts) else (1 if binding else 0)
    weight += 1 if _periodic(sentence) or _due(sentence) or _within(sentence) else 0
    weight += 1 if _form(sentence) not in ("", "EXISTENCE", "COVERAGE", "TREND", "COMPOSITION") else 0
    if soft.match(starts[0]) and not pattern("duty", "modal").search(sentence):
        weight -= 1
    return weight + (2 if lead and pattern("duty", "modal").search(lead) else 0)


def _form(sentence: str) -> str:
    for each in words()["forms"]:
        if re.search(each["pattern"], sentence):
            return str(each["form"])
    return ""


def _proposal(clause: Clause, sentence: str, body: str, lead: str, before: Proposal | None) -> Proposal:
    holder, rule = _holder(body)
    if not holder and lead:
        holder, rule = _holder(lead)
    if not holder and before is not None:
        holder, rule = before.holder, {"select": before.select, "members": before.members}
    action = _first(pattern("duty", "imperative"), body) or _first(pattern("duty", "modal"), body)
    due, within, period = _due(body), _within(body), _periodic(body)
    vague = tuple(each["word"] for each in words()["vague"] if each["word"] in body)
    form = _form(body) or "EXISTENCE"
    if form == "PERIODIC" and not period:
        form = "EXISTENCE"
    if form == "DEADLINE" and due is None:
        form = "TRIGGER" if within else "EXISTENCE"
    soft = bool(pattern("duty", "soft").match(body)) and not pattern("duty", "modal").search(body)
    return Proposal(
        path=clause.path,
        line=clause.line,
        quote=sentence,
        title=_title(body),
        rule_form=form,
        strength="M" if vague else "A",
        holder=holder,
        select=dict(rule.get("select") or {}),
        members=str(rule.get("members") or ""),
        action=action,
        object=_object(body, action),
        due_text=_due_text(body),
        period=period[0] if period else "",
        min=period[1] if period else 1,
        due=due,
        within=within,
        consequence=_consequence(body),
        vague=vague,
        advisory=soft,
    )


def _holder(sentence: str) -> tuple[str, dict[str, Any]]:
    """The body that is spoken of before the verb, else the first that is named at all."""
    modal = pattern("duty", "modal").search(sentence)
    head = sentence[: modal.start()] if modal else re.split(r"[，,]", sentence)[0]
    for part in (head, sentence):
        found = []
        for rule in words()["holders"]:
            match = re.search(rule["pattern"], part)
            if match:
                found.append((match.start(), match.group(0), rule))
        if found:
            _, printed, rule = min(found, key=lambda each: (each[0], words()["holders"].index(each[2])))
            name = _whole_name(part, printed)
            spoken = part[part.rindex(name) :]
            return (spoken if part is head and modal and len(spoken) <= TITLE else name).strip("，,"), rule
    return "", {}


def _whole_name(part: str, printed: str) -> str:
    """The name with what stands directly before it, from the last mark or verb on."""
    at = part.index(printed)
    marks = [part.rfind(sign, 0, at) + 1 for sign in "，,。；;：:"]
    verbs = [each.end() for each in pattern("duty", "modal").finditer(part) if each.end() <= at]
    start = max(marks + verbs)
    name = part[start : at + len(printed)].strip()
    return name if len(name) <= TITLE else printed


def _first(expression: re.Pattern[str], sentence: str) -> str:
    match = expression.search(sentence)
    return match.group(0) if match else ""


def _object(sentence: str, action: str) -> str:
    after = sentence.split(action, 1)[1] if action and action in sentence else sentence
    return re.split(r"[，,。；;：:]", after)[0].strip() or sentence.rstrip(words()["sentence_end"])[:TITLE]


def _title(sentence: str) -> str:
    flat = sentence.rstrip(words()["sentence_end"])
    if len(flat) <= TITLE:
        return flat
    found = ""
    for part in re.split(r"(?<=[，,；;])", flat):
        if found and len(found) + len(part) > TITLE:
            break
        found += part
    return found.rstrip("，,；;")[: TITLE * 2]


def _periodic(sentence: str) -> tuple[str, int] | None:
    for each in words()["periods"]:
        match = re.search(each["pattern"], sentence)
        if match:
            times = re.search(words()["times"], sentence[match.end() : match.end() + 30])
            return each["period"], number_of(times.group(1)) if times else 1
    return None


def _due(sentence: str) -> date | None:
    for each in words()["fixed_deadlines"]:
        match = re.search(each["pattern"], sentence)
        if match is None:
            continue
        numbers = [int(group) for group in match.groups() if group]
        month = each.get("month") or (numbers[1] if len(numbers) > 1 else 12)
        try:
            if each.get("last_day"):
                first = date(numbers[0] + month // 12, month % 12 + 1, 1)
                return first - timedelta(days=1)
            return date(numbers[0], month, each.get("day") or numbers[2])
        except ValueError:
            return None
    return None


def _within(sentence: str) -> str:
    """A time limit as an ISO 8601 duration; hours and working days are rounded to nothing and left to a person."""
    rule = words()["within"]
    match = re.search(rule["pattern"], sentence)
    if match is None:
        return ""
    unit = rule["units"].get(match.group(2).removeprefix(words()["measure_word"]), "")
    return (
        f"P{number_of(match.group(1))}{unit}"
        if unit in ("D", "M", "Y") and match.group(2) != words()["working_day"]
        else ""
    )


def _due_text(sentence: str) -> str:
    for each in (*words()["periods"], *words()["fixed_deadlines"], words()["within"]):
        match = re.search(each["pattern"], sentence)
        if match:
            return match.group(0).strip("，,")
    return ""


def _consequence(sentence: str) -> str:
    match = re.search(words()["consequence_in_sentence"], sentence)
    return match.group(1).rstrip(words()["sentence_end"]) if match else ""
