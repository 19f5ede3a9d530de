"""Reports of enterprises: their own screening, and the double report with its two receipts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.desk import done, put_receipt
from hongxian.modules.screening.hidden_dangers.models import (
    CATEGORIES,
    REPORT_FORMS,
    REPORT_KINDS,
    HiddenDanger,
    HiddenDangerReport,
    ReportCount,
)
from hongxian.modules.screening.hidden_dangers.queries import is_itself

if TYPE_CHECKING:
    from hongxian.kernel.ledger.models import Entry
    from hongxian.modules.base.enterprises.models import Enterprise

MOST = 9999
DOUBLE = ("hidden_danger_work", "major_hidden_danger")
"""What is reported to the regulator and to the workers' congress, with a receipt of each."""


@command("hidden_danger_report.make", sees="hidden_danger=hidden_danger.view")
def make_report(
    *,
    actor: Actor,
    enterprise: Enterprise,
    kind: str,
    content: str = "",
    report_form: str = "",
    counts: Mapping[str, int] | None = None,
    hidden_danger: HiddenDanger | None = None,
    reported_on: date | None = None,
) -> HiddenDangerReport:
    """Enter what an enterprise reports: its own screening (item by item, by numbers removed on the spot in each
    category, or nothing found), its work, how a major danger is treated, or a notice to its own people.

    What is reported twice comes onto the desk of the regulator, who owes a receipt. Whoever enters it from outside the
    enterprise does so on its behalf, and it is marked so.
    """
    day = reported_on or today()
    _check_danger(enterprise, kind, hidden_danger, day)
    _check_form(kind, report_form, counts or {})
    report = HiddenDangerReport.objects.create(
        enterprise=enterprise,
        hidden_danger=hidden_danger,
        place_path=enterprise.place.path,
        kind=kind,
        report_form=report_form,
        content=content.strip() if report_form else said("content", content),
        reported_on=day,
        is_on_behalf=not is_itself(actor, "hidden_danger_report.make", enterprise),
        recorded_at=now(),
        recorded_by=actor.key,
        recorded_by_name=actor.name,
    )
    made = ReportCount.objects.create
    record(report, *(made(report=report, danger_category=each, removed=n) for each, n in (counts or {}).items()))
    if kind in DOUBLE:
        put_receipt(report)
    return report


@command("hidden_danger_report.receive")
def receive_report(
    *, actor: Actor, hidden_danger_report: HiddenDangerReport, received_on: date | None = None
) -> HiddenDangerReport:
    """Put down, for the regulator, that it received the report."""
    by = actor.organisation_name or actor.name
    entry = _received(hidden_danger_report, "regulator", received_on or today(), by)
    done(f"hidden_danger_report:{hidden_danger_report.pk}:receipt", entry.pk)
    return hidden_danger_report


@command("hidden_danger_report.present")
def present_report(
    *,
    actor: Actor,
    hidden_danger_report: HiddenDangerReport,
    workers_congress_received_by: str,
    received_on: date | None = None,
) -> HiddenDangerReport:
    """Put down that the workers' congress of the enterprise received the report, and who signed for it."""
    by = said("workers_congress_received_by", workers_congress_received_by)
    _received(hidden_danger_report, "workers_congress", received_on or today(), by)
    return hidden_danger_report


def _received(report: HiddenDangerReport, side: str, day: date, by: str) -> Entry:
    if (given := getattr(report, f"{side}_received_on")) is not None:
        name = getattr(report, f"{side}_received_by")
        raise Problem(text.RECEIPT_GIVEN.format(day=given, name=name))
    if not report.reported_on <= day <= today():
        words = text.RECEIPT_RANGE.format(found=day, earliest=report.reported_on, today=today())
        raise Problem(words, field="received_on")
    rows = HiddenDangerReport.objects.filter(pk=report.pk, **{f"{side}_received_on__isnull": True})
    if not rows.update(**{f"{side}_received_on": day, f"{side}_received_by": by}):
        raise Stale(STALE)
    report.refresh_from_db()
    return record(report)


def _check_danger(enterprise: Enterprise, kind: str, danger: HiddenDanger | None, day: date) -> None:
    if day > today():
        raise Problem(text.REPORTED_IN_FUTURE.format(found=day, today=today()), field="reported_on")
    one_of("kind", kind, REPORT_KINDS, prefix="report_kind")
    if kind != "major_hidden_danger":
        if danger is not None:
            raise Problem(text.REPORT_DANGER_ONLY, field="hidden_danger")
        return
    if danger is None:
        raise Problem(text.REPORT_NEEDS_DANGER, field="hidden_danger")
    if danger.enterprise_id != enterprise.pk or danger.grade != "major":
        raise Problem(text.REPORT_NOT_MAJOR, field="hidden_danger")


def _check_form(kind: str, form: str, counts: Mapping[str, int]) -> None:
    if kind != "self_report":
        if form or counts:
            raise Problem(text.REPORT_FORM_ONLY, field="report_form")
        return
    if not form:
        raise Problem(text.REPORT_FORM_NEEDED, field="report_form")
    one_of("report_form", form, REPORT_FORMS)
    if bool(counts) != (form == "counted"):
        raise Problem(text.COUNTS_ONLY if counts else text.COUNTS_NEEDED, field="report_form")
    for category, number in counts.items():
        one_of("danger_category", category, CATEGORIES)
        if not 1 <= number <= MOST:
            raise Problem(text.COUNT_RANGE.format(found=number), field=f"count_{category}")
