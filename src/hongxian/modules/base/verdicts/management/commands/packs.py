"""`hongxian packs list|test|load|coverage`"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.errors import PackErrors
from hongxian.kernel.rules.obligation import Pack as PackContent
from hongxian.kernel.rules.scenarios import run_scenarios
from hongxian.kernel.rules.verdict import Status
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.policies.commands import load_pack
from hongxian.modules.base.policies.queries import all_packs, content_of, read_folder
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.coverage import Count, coverage_of


class Command(BaseCommand):
    help = text.PACKS_HELP

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        listing = actions.add_parser("list", help=text.PACKS_HELP_LIST)
        listing.add_argument("--format", choices=["text", "json"], default="text")
        coverage = actions.add_parser("coverage", help=text.HELP_COVERAGE)
        coverage.add_argument("--place", default="", help=text.HELP_COVERAGE_PLACE)
        coverage.add_argument("--format", choices=["text", "json"], default="text")
        for name, words in (("test", text.PACKS_HELP_TEST), ("load", text.PACKS_HELP_LOAD)):
            actions.add_parser(name, help=words).add_argument("folder", type=Path, help=text.PACKS_HELP_FOLDER)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._carry_out(options)
        except Problem as problem:
            raise CommandError(problem.text) from problem

    def _carry_out(self, options: dict[str, Any]) -> None:
        if options["action"] == "list":
            self._list(options["format"])
        elif options["action"] == "test":
            self._test(options["folder"])
        elif options["action"] == "coverage":
            self._coverage(options["place"], options["format"])
        else:
            self._load(options["folder"])

    def _list(self, form: str) -> None:
        rows, faults = [], []
        for pack in all_packs():
            row = {"code": pack.code, "version": pack.version, "title": pack.title, "state": pack.state}
            try:
                rows.append(row | {"hash": pack.hash, "obligations": len(content_of(pack).obligations)})
            except Problem as problem:
                faults.append(problem.text)
        if form == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            for each in rows:
                self.stdout.write(text.PACK_LINE.format(**each | {"state": term(f"pack:{each['state']}")}))
        if faults:
            raise CommandError("\n".join(faults))

    def _coverage(self, code: str, form: str) -> None:
        where = find_place(code) if code else None
        if code and where is None:
            raise CommandError(text.PLACE_UNKNOWN.format(found=code))
        found = [coverage_of(pack, where) for pack in all_packs()]
        whole = sum((each.count for each in found), Count())
        first = sum((each.first for each in found), Count())
        if form == "json":
            rows = [each.as_json() for each in found]
            told = {"packs": rows, "total": asdict(whole), "total_without_added": asdict(first)}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for each in found:
            named = {"code": each.code, "version": each.version}
            self.stdout.write(text.COVERAGE_LINE.format(**named, **asdict(each.count)))
            for waiting in each.waiting:
                self.stdout.write(text.COVERAGE_WAITS.format(**asdict(waiting)))
        self.stdout.write(text.COVERAGE_TOTAL.format(**asdict(whole)))
        self.stdout.write(text.COVERAGE_TOTAL_FIRST.format(**asdict(first)))

    def _test(self, folder: Path) -> None:
        try:
            pack = read_folder(folder)
        except PackErrors as errors:
            listed = "\n".join(str(error) for error in errors.errors)
            raise CommandError(text.PACK_UNREADABLE.format(count=len(errors.errors), errors=listed)) from errors
        results = run_scenarios(pack)
        waiting = sum(1 for each in pack.obligations.values() if each.waits)
        summary = text.PACK_READ.format(
            title=pack.entry.title,
            articles=pack.entry.articles,
            obligations=len(pack.obligations),
            live=len(pack.obligations) - waiting,
            waiting=waiting,
            parameters=len(pack.parameters),
            scenarios=len(results),
        )
        self.stdout.write(summary)
        if lacking := _lacking(pack):
            self.stdout.write(text.SCENARIOS_LACK.format(obligations=text.JOIN.join(lacking)))
        failed = [result for result in results if result.differences]
        for result in failed:
            named = {"obligation": result.obligation, "name": result.name}
            for problem in result.differences:
                self.stdout.write(text.SCENARIO_FAILED.format(problem=problem, **named))
        if failed:
            raise CommandError(text.SCENARIOS_FAILED.format(count=len(failed)))
        self.stdout.write(text.SCENARIOS_PASSED.format(count=len(results)))

    def _load(self, folder: Path) -> None:
        try:
            pack = load_pack(actor=system_actor("packs", "pack.load"), folder=folder)
        except Problem as problem:
            raise CommandError(problem.text) from problem
        self.stdout.write(text.LOADED.format(code=pack.code, version=pack.version))


def _lacking(pack: PackContent) -> list[str]:
    """The obligations with a rule that no scenario shows both met and not met."""
    shown: dict[str, set[str]] = {code: set() for code, each in pack.obligations.items() if not each.waits}
    for scenario in pack.scenarios:
        shown.setdefault(scenario.obligation, set()).update(case.expect.status for case in scenario.cases)
    return [code for code, statuses in shown.items() if not {Status.MET, Status.NOT_MET} <= statuses]
