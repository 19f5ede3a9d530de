"""The figures of the obligations about enterprises in SQL written by hand, one statement for each part of a verdict.

Nothing of the engine is used: this is what a person would write who knew the tables. Figures come as the verdict counts
them: members, those that count. `benchmarks/judging.py` compares both, and the time that both take.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from hongxian.modules.base.records.queries import slots_of


class Bare:
    """Statements for one day."""

    def __init__(self, day: date) -> None:
        self.day = f"'{day.isoformat()}'"
        self.postgres = connection.vendor == "postgresql"
        nouns: tuple[str, ...] = ("enterprise_checklist", "standardisation", "supervision_class")
        nouns += ("insurance_policy", "drill", "training_session", "regime")
        self.slots = {noun: slots_of(noun) for noun in nouns}

    def said(self, alias: str, name: str, kind: str = "text") -> str:
        """A value of a record."""
        if not self.postgres:
            return f"json_extract({alias}.\"values\", '$.{name}')"
        return f"(({alias}.\"values\" ->> '{name}')::{kind})"

    def yes(self, alias: str, name: str) -> str:
        """That a record says yes."""
        return f"{self.said(alias, name, 'boolean')}{'' if self.postgres else ' = 1'}"

    def valid(self, alias: str) -> str:
        """That a row of two times holds on the day, as known now."""
        return (
            f"{alias}.recorded_to IS NULL AND ({alias}.valid_from IS NULL OR {alias}.valid_from <= {self.day}) "
            f"AND ({alias}.valid_to IS NULL OR {alias}.valid_to >= {self.day})"
        )

    def enterprises(self, path: str, more: str = "") -> str:
        """FROM and WHERE of the enterprises that work below a place."""
        return (
            "FROM enterprises_enterpriseversion v JOIN enterprises_enterprise e ON e.id = v.enterprise_id "
            f"JOIN places_place p ON p.code = v.place_id WHERE {self.valid('v')} "
            f"AND (e.opened_on IS NULL OR e.opened_on <= {self.day}) AND e.merged_into_id IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM enterprises_operatingstatus s WHERE s.enterprise_id = v.enterprise_id "
            f"AND {self.valid('s')} AND s.operating_status <> 'operating') "
            f"AND {self.within(path)} {more}"
        )

    def within(self, path: str) -> str:
        """That the place lies there."""
        return f"p.path >= '{path}' AND p.path < '{path[:-1]}0'"

    letters = "FROM pledges_pledge l JOIN pledges_pledgelink k ON k.id = l.link_id"

    @property
    def issued(self) -> str:
        """That a letter of a post was issued and not taken back, and holds on the day."""
        return (
            "k.tier = 'posts' AND l.state NOT IN ('rejected', 'withdrawn') "
            f"AND l.holds_from <= {self.day} "
            f"AND (COALESCE(l.ended_on, l.holds_to) IS NULL OR COALESCE(l.ended_on, l.holds_to) >= {self.day})"
        )

    def pledged(self, where: str = "1 = 1") -> str:
        """That the enterprise has such a letter."""
        return f"EXISTS (SELECT 1 {self.letters} WHERE {self.issued} AND l.enterprise_id = v.enterprise_id AND {where})"

    def records(self, noun: str, where: str, *, dated: bool = False) -> str:
        """FROM and WHERE of the records of a noun that stand on the day."""
        when = f"r.happened_on <= {self.day}" if dated else self.valid("r")
        return (
            f"FROM records_record r WHERE r.noun = '{noun}' AND r.recorded_to IS NULL AND r.ended_at IS NULL "
            f"AND {when} AND {where}"
        )

    def below(self, path: str) -> str:
        """That a record is about a place."""
        return f"r.path >= '{path}' AND r.path < '{path[:-1]}0'"

    def has(self, noun: str, where: str = "1 = 1", *, dated: bool = False) -> str:
        """That the enterprise has such a record."""
        slot = self.slots[noun]["enterprise"]
        return f"EXISTS (SELECT 1 {self.records(noun, f'r.{slot} = v.enterprise_id AND {where}', dated=dated)})"

    def kept(self, rows: str, where: str) -> str:
        """That a room keeps such a row of the enterprise."""
        return f"EXISTS (SELECT 1 FROM {rows} WHERE r.enterprise_id = v.enterprise_id AND {where})"

    def checked(self, since: str = "0001-01-01") -> str:
        """That the enterprise handed in a check of itself after that day."""
        days = f"r.checked_on > '{since}' AND r.checked_on <= {self.day}"
        own = "r.kind = 'enterprise_hidden_danger_list' AND r.state = 'submitted'"
        return self.kept("checks_check r", f"{own} AND {days}")

    def coverage(self, path: str, have: str, more: str = "") -> str:
        """Enterprises, and those of them that have something."""
        return f"SELECT COUNT(*), COUNT(*) FILTER (WHERE {have}) {self.enterprises(path, more)}"

    def share(self, path: str, noun: str, where: str, *, dated: bool = False) -> str:
        """Records about a place, and those of them for which something holds."""
        return f"SELECT COUNT(*), COUNT(*) FILTER (WHERE {where}) {self.records(noun, self.below(path), dated=dated)}"

    def statements(self, path: str, since: dict[str, str]) -> Iterator[tuple[str, str, str]]:
        """Obligation, part and statement for a place; `since` are the days at which periods counted back begin."""
        both = " AND ".join(
            self.pledged(f"l.post_kind = '{kind}' AND l.first_responsible")
            for kind in ("legal_representative", "actual_controller")
        )
        yield "XC-07", "both_named", self.coverage(path, both)
        yield "XC-07", "regime", self.coverage(path, self.pledged())
        signed = f"l.confirmed_at IS NOT NULL AND l.signed_on <= {self.day}"
        letters = (
            f"{self.letters} JOIN places_place p ON p.code = l.place_id WHERE {self.issued} AND {self.within(path)}"
        )
        yield "XC-07", "every_post", f"SELECT COUNT(*), COUNT(*) FILTER (WHERE {signed}) {letters}"
        items = ("responsibility", "management", "input", "training", "emergency_rescue")
        placed = self.yes("r", "in_place")
        five = " AND ".join(
            self.has("enterprise_checklist", f"{self.said('r', 'item')} = '{item}' AND {placed}") for item in items
        )
        yield "XC-08", "five", self.coverage(path, five)
        flagged = (
            "OR EXISTS (SELECT 1 FROM enterprises_riskflag f WHERE f.enterprise_id = v.enterprise_id "
            f"AND {self.valid('f')} "
            "AND f.risk_kind IN ('mine', 'metal_smelting', 'construction', 'transport', 'hazardous_substances'))"
        )
        started = f"{self.said('r', 'status')} IN ('started', 'certified')"
        bound = f"AND (v.is_high_risk {flagged} OR v.is_above_scale)"
        yield "XC-09", "standardisation", self.coverage(path, self.has("standardisation", started), bound)
        parents = "LEFT JOIN enterprises_enterprise o ON o.id = v.parent_id JOIN places_place"
        owned = (
            "AND (v.sector = 'coal' OR v.ownership IN ('central', 'provincial', 'city') "
            "OR o.ownership IN ('central', 'provincial'))"
        )
        supervised = (
            "EXISTS (SELECT 1 FROM supervision_supervision a WHERE a.enterprise_id = v.enterprise_id "
            f"AND a.kind = 'territorial' AND a.level <> '' AND {self.valid('a')})"
        )
        assigned = self.coverage(path, supervised, owned)
        yield "XC-10", "registered", assigned.replace("JOIN places_place", parents)
        classed = f"({self.said('r', 'grade')} <> '' OR {self.said('r', 'class_name')} <> '')"
        yield "XC-21", "classed", self.coverage(path, self.has("supervision_class", classed))
        done, due = (self.said("r", name, "bigint") for name in ("visits_done", "visits_due"))
        yield "XC-21", "visits", self.share(path, "supervision_class", f"{done} >= {due}")
        reported = (
            f"r.kind = 'hidden_danger_work' AND r.reported_on > '{since['double_report_period']}' "
            f"AND r.reported_on <= {self.day} "
            "AND r.regulator_received_on IS NOT NULL AND r.workers_congress_received_on IS NOT NULL"
        )
        yield "XC-34", "work", self.coverage(path, self.kept("hidden_dangers_hiddendangerreport r", reported))
        assessed = "risks_riskversion a JOIN risks_risk r ON r.id = a.risk_id"
        graded = f"{self.valid('a')} AND a.risk_grade IN (1, 2, 3, 4)"
        yield "XC-35", "risk", self.coverage(path, self.kept(assessed, graded))
        yield "XC-35", "hidden_danger", self.coverage(path, self.checked())
        yield "XC-35", "standardisation", self.coverage(path, self.has("standardisation", started))
        drilled = f"r.happened_on > '{since['drill_period']}'"
        yield "XC-35", "drill", self.coverage(path, self.has("drill", drilled, dated=True))
        trained = (
            f"{self.said('r', 'kind')} = 'evacuation_self_rescue' "
            f"AND r.happened_on > '{since['self_rescue_training_period']}'"
        )
        yield "XC-35", "self_rescue", self.coverage(path, self.has("training_session", trained, dated=True))
        listed = (
            "AND v.sector IN ('coal', 'mine', 'hazardous_chemicals', 'transport', 'construction', 'civil_explosives', "
            "'metal_smelting')"
        )
        liable = self.has("insurance_policy", f"{self.said('r', 'kind')} = 'safety_liability'")
        yield "XC-42", "named", self.coverage(path, liable, listed)
        leaves = "grid_gridunit r JOIN grid_grid g ON g.id = r.grid_id"
        stands = f"g.is_leaf AND (g.valid_to IS NULL OR g.valid_to >= {self.day})"
        yield "XC-46", "units", self.coverage(path, self.kept(leaves, f"{self.valid('r')} AND {stands}"))
        traced = f"{self.said('r', 'kind')} = 'responsibility_tracing' AND {self.yes('r', 'in_force')}"
        yield "XC-61", "regime", self.coverage(path, self.has("regime", traced))
        for part, kind in (("screening", "screening"), ("assessment", "assessment")):
            days = f"r.done_on > '{since['risk_screening_period']}' AND r.done_on <= {self.day}"
            screened = self.kept("risks_riskscreening r", f"r.screening_kind = '{kind}' AND {days}")
            yield "XC-70", part, self.coverage(path, screened)
        yield "XC-70", "treatment", self.coverage(path, self.checked(since["hidden_danger_screening_period"]))
