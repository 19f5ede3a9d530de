"""`hongxian verdicts --pack CODE --place CODE --as-of DATE`"""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.clock import today
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.policies.queries import adoptions_on
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.judging import cases_of, judge_case


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pack", required=True, help=text.HELP_PACK)
        parser.add_argument("--place", required=True, help=text.HELP_PLACE)
        parser.add_argument("--as-of", type=_day, default=None, help=text.HELP_AS_OF)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        adoption = adoptions_on().filter(pack__code=options["pack"], place=options["place"]).first()
        if adoption is None:
            raise CommandError(text.NOT_ADOPTED.format(pack=options["pack"], place=options["place"]))
        as_of = AsOf(options["as_of"] or today())
        for case in cases_of(adoption, None, as_of):
            found, _ = judge_case(case, as_of)
            lacking = [each.label for each in found.missing]
            row = {
                "obligation": case.obligation.id,
                "party": case.holder.label,
                "period": case.period.key if case.period else "",
                "status": str(found.status),
                "backfilled": found.backfilled,
                "next_change": found.next_change.isoformat() if found.next_change else None,
                "missing": lacking,
            }
            if options["format"] == "json":
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            else:
                missing = text.LACKS.format(names="、".join(lacking)) if lacking else ""
                self.stdout.write(text.VERDICT_LINE.format(**row | {"status": found.status.label, "missing": missing}))


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(text.DAY_EXPECTED.format(found=given)) from error
