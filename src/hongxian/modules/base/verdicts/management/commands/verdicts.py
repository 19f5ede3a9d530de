"""`hongxian verdicts --pack CODE --place CODE --as-of DATE --known-at MOMENT`"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.policies.queries import adoption_at
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.judging import cases_of, judge_case
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
        determined = determined_grains(adoption.pack, as_of.valid_on, as_of.known_at)
        for case in cases_of(adoption, None, as_of):
            found, used = judge_case(case, as_of)
            lacking = [each.label for each in found.missing]
            row = {
                "obligation": case.obligation.id,
                "party": case.holder.label,
                "period": case.period.key if case.period else "",
                "status": str(found.status),
                "backfilled": found.backfilled,
                "outstanding": found.outstanding,
                "counts": found.counts,
                "digest": found.digest,
                "parameters": used,
                "hash": adoption.pack.hash,
                "as_of": as_of.valid_on.isoformat(),
                "known_at": as_of.known_at.isoformat() if as_of.known_at else None,
                "next_change": found.next_change.isoformat() if found.next_change else None,
                "missing": lacking,
                "determination": determined.get(case.grain),
                "yields_to": case.yields_to,
            }
            if options["format"] == "json":
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            else:
                missing = text.LACKS.format(names="、".join(lacking)) if lacking else ""
                self.stdout.write(
                    text.VERDICT_LINE.format(
                        **row
                        | {
                            "status": found.status.label,
                            "missing": missing,
                            "determination": _signed(determined.get(case.grain)),
                        }
                    )
                )


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
