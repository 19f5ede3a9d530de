"""`hongxian verdicts --pack CODE --place CODE --as-of DATE --known-at MOMENT`"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.policies.queries import adoption_at
from hongxian.modules.base.policies.queries.choices import pack_titles
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.judging import Bench, Case, cases_of, judge_case
from hongxian.modules.base.verdicts.queries import determined_grains


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pack", required=True, help=text.HELP_PACK)
        parser.add_argument("--place", required=True, help=text.HELP_PLACE)
        parser.add_argument("--as-of", type=_day, default=None, help=text.HELP_AS_OF)
        parser.add_argument("--known-at", type=_moment, default=None, help=text.HELP_KNOWN_AT)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = AsOf(options["as_of"] or today(), options["known_at"])
        adoption = adoption_at(options["pack"], options["place"], as_of.valid_on)
        if adoption is None:
            raise CommandError(text.NOT_ADOPTED.format(pack=options["pack"], place=options["place"]))
        bench = Bench(adoption, as_of)
        determined = determined_grains(adoption.pack, as_of.valid_on, as_of.known_at)
        for case in cases_of(adoption, None, as_of):
            row = _row(case, bench, determined.get(case.grain))
            self.stdout.write(json.dumps(row, ensure_ascii=False) if options["format"] == "json" else _line(row))


def _row(case: Case, bench: Bench, determination: str | None) -> dict[str, Any]:
    found, used = judge_case(case, bench=bench)
    known_at = bench.as_of.known_at
    return {
        "obligation": case.obligation.id,
        "party": case.holder.label,
        "period": case.period.key if case.period else "",
        "status": str(found.status),
        "backfilled": found.backfilled,
        "outstanding": found.outstanding,
        "counts": found.counts,
        "digest": found.digest,
        "parameters": used,
        "hash": case.adoption.pack.hash,
        "as_of": bench.as_of.valid_on.isoformat(),
        "known_at": known_at.isoformat() if known_at else None,
        "next_change": found.next_change.isoformat() if found.next_change else None,
        "missing": [each.label for each in found.missing],
        "determination": determination,
        "yields_to": case.yields_to,
    }


def _line(row: dict[str, Any]) -> str:
    """The same in one line of Chinese."""
    words = {
        "status": term(f"status#{row['status']}"),
        "missing": text.LACKS.format(names=text.LISTED.join(row["missing"])) if row["missing"] else "",
        "determination": _signed(row["determination"]),
        "yields_to": text.YIELDS_BESIDE.format(title=pack_titles()[row["yields_to"]]) if row["yields_to"] else "",
    }
    return text.VERDICT_LINE.format(**row | words)


def _signed(status: str | None) -> str:
    return text.SIGNED_BESIDE.format(status=term(f"status#{status}")) if status else ""


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(text.DAY_EXPECTED.format(found=given)) from error


def _moment(given: str) -> datetime:
    """A moment, local where no zone is given; a day alone means the end of it."""
    try:
        if len(given) == len("2026-09-30"):
            return datetime.combine(date.fromisoformat(given) + timedelta(days=1), time(), LOCAL)
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise CommandError(text.MOMENT_EXPECTED.format(found=given)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
