"""`hongxian policy import|write|check|diff|review|publish|adopt|withdraw|measure`"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.errors import PackErrors
from hongxian.kernel.rules.obligation import Pack as PackContent
from hongxian.modules.base.accounts.queries import actor_for_username
from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.commands import receive_draft
from hongxian.modules.base.drafts.folder import Cover, write_folder
from hongxian.modules.base.drafts.measure import Score, measure
from hongxian.modules.base.drafts.queries import find_draft
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.policies.commands import adopt_pack, publish_pack, review_pack, withdraw_pack
from hongxian.modules.base.policies.queries import all_packs, read_folder, shipped_packs

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Pack


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        receive = actions.add_parser("import", help=text.HELP_IMPORT)
        receive.add_argument("file", type=Path, help=text.HELP_FILE)
        receive.add_argument("--place", required=True, help=text.HELP_PLACE)
        receive.add_argument("--title", default="", help=text.HELP_TITLE)
        write = actions.add_parser("write", help=text.HELP_WRITE)
        write.add_argument("draft", help=text.HELP_DRAFT)
        write.add_argument("folder", type=Path, help=text.HELP_NEW_FOLDER)
        write.add_argument("--code", required=True, help=text.HELP_CODE)
        write.add_argument("--issuer", required=True, help=text.HELP_ISSUER)
        write.add_argument("--from", dest="effective_from", type=date.fromisoformat, required=True, help=text.HELP_FROM)
        write.add_argument("--reason", required=True, help=text.HELP_REASON)
        write.add_argument("--prefix", required=True, help=text.HELP_PREFIX)
        check = actions.add_parser("check", help=text.HELP_CHECK)
        check.add_argument("folder", type=Path, help=text.HELP_FOLDER)
        diff = actions.add_parser("diff", help=text.HELP_DIFF)
        diff.add_argument("one", type=Path, help=text.HELP_FOLDER)
        diff.add_argument("other", type=Path, help=text.HELP_FOLDER)
        for name, words in (("review", text.HELP_REVIEW), ("publish", text.HELP_PUBLISH)):
            step = actions.add_parser(name, help=words)
            step.add_argument("pack", help=text.HELP_PACK)
            step.add_argument("--user", required=True, help=text.HELP_USER)
        withdraw = actions.add_parser("withdraw", help=text.HELP_WITHDRAW)
        withdraw.add_argument("pack", help=text.HELP_PACK)
        withdraw.add_argument("--reason", required=True, help=text.HELP_WITHDRAW_REASON)
        withdraw.add_argument("--user", required=True, help=text.HELP_USER)
        adopt = actions.add_parser("adopt", help=text.HELP_ADOPT)
        adopt.add_argument("pack", help=text.HELP_PACK)
        adopt.add_argument("--place", required=True, help=text.HELP_ADOPT_PLACE)
        adopt.add_argument(
            "--from", dest="valid_from", type=date.fromisoformat, required=True, help=text.HELP_ADOPT_FROM
        )
        adopt.add_argument("--judged-from", type=date.fromisoformat, help=text.HELP_JUDGED_FROM)
        adopt.add_argument("--user", required=True, help=text.HELP_USER)
        measured = actions.add_parser("measure", help=text.HELP_MEASURE)
        measured.add_argument("folders", nargs="*", type=Path, help=text.HELP_MEASURED)
        measured.add_argument("--details", action="store_true", help=text.HELP_DETAILS)
        for each in (receive, check, diff, measured):
            each.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        action = options["action"]
        if action == "import":
            self._import(options)
        elif action == "write":
            self._write(options)
        elif action == "check":
            self._check(options["folder"], options["format"])
        elif action == "diff":
            self._diff(options["one"], options["other"], options["format"])
        elif action == "measure":
            self._measure(options["folders"], options["details"], options["format"])
        elif action == "adopt":
            self._adopt(options)
        else:
            given = {"reason": options["reason"]} if action == "withdraw" else {}
            self._step(action, options["pack"], options["user"], **given)

    def _import(self, options: dict[str, Any]) -> None:
        place = find_place(options["place"])
        if place is None:
            raise CommandError(text.PLACE_UNKNOWN.format(code=options["place"]))
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(text.FILE_GONE.format(name=file))
        actor = system_actor("importer", "draft.receive", "place.view")
        try:
            draft = receive_draft(
                actor=actor, place=place, file_name=file.name, content=file.read_bytes(), title=options["title"]
            )
        except Problem as problem:
            raise CommandError(problem.text) from problem
        proposals = list(draft.proposals.order_by("number"))
        if options["format"] == "json":
            told = {
                "draft": str(draft.pk),
                "title": draft.title,
                "how": draft.how,
                "notes": draft.notes,
                "clauses": draft.clauses,
                "damage": draft.damage,
                "set_apart": draft.set_apart,
                "proposals": [
                    {"line": p.line, "form": p.rule_form, "holder": p.holder, "quote": p.quote} for p in proposals
                ],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        dropped = len(draft.set_apart["clutter"])
        words = {"title": draft.title, "how": draft.how, "clauses": len(draft.clauses), "dropped": dropped}
        self.stdout.write(text.IMPORTED.format(proposals=len(proposals), damage=len(draft.damage), **words))
        for each in draft.damage:
            self.stdout.write(text.DAMAGE_LINE.format(**each))
        for proposal in proposals:
            form = term(proposal.form_key)
            self.stdout.write(text.PROPOSAL_LINE.format(line=proposal.line, form=form, title=proposal.title))
        self.stdout.write(text.GO_ON.format(key=draft.pk))

    def _write(self, options: dict[str, Any]) -> None:
        draft = find_draft(options["draft"])
        if draft is None:
            raise CommandError(text.DRAFT_UNKNOWN.format(key=options["draft"]))
        folder: Path = options["folder"]
        if folder.exists():
            raise CommandError(text.FOLDER_THERE.format(name=folder))
        told = {name: options[name] for name in ("code", "issuer", "effective_from", "prefix")}
        write_folder(draft, Cover(version=1, title=draft.title, effective_reason=options["reason"], **told), folder)
        self.stdout.write(text.WRITTEN.format(name=folder, clauses=len(draft.clauses)))

    def _check(self, folder: Path, form: str) -> None:
        content = self._content(folder, form)
        waiting = [each.id for each in content.obligations.values() if each.waits]
        tested = {each.obligation for each in content.scenarios}
        untested = [code for code in content.obligations if code not in tested]
        if form == "json":
            told = {"pack": content.id, "version": content.version, "waiting": waiting, "without_scenarios": untested}
            self.stdout.write(json.dumps({"ok": True} | told, ensure_ascii=False, indent=1))
            return
        words = {"title": content.entry.title, "clauses": len(content.clauses), "obligations": len(content.obligations)}
        self.stdout.write(text.CHECKED.format(waiting=len(waiting), untested=len(untested), **words))

    def _content(self, folder: Path, form: str) -> PackContent:
        try:
            return read_folder(folder)
        except PackErrors as errors:
            if form == "json":
                told = [asdict(error) for error in errors.errors]
                self.stdout.write(json.dumps({"ok": False, "errors": told}, ensure_ascii=False, indent=1))
                raise CommandError(text.NOT_READABLE.format(count=len(errors.errors), errors="")) from errors
            listed = "\n".join(str(error) for error in errors.errors)
            raise CommandError(text.NOT_READABLE.format(count=len(errors.errors), errors=listed)) from errors

    def _diff(self, one: Path, other: Path, form: str) -> None:
        before, after = self._content(one, form), self._content(other, form)
        found = {
            name: _differences(getattr(before, name), getattr(after, name))
            for name in ("clauses", "obligations", "parameters")
        }
        if form == "json":
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        if not any(keys for kinds in found.values() for keys in kinds.values()):
            self.stdout.write(text.SAME)
        for name, kinds in found.items():
            for kind, keys in kinds.items():
                for key in keys:
                    self.stdout.write(text.DIFFERENCE.format(what=text.WHAT[name], kind=text.KINDS[kind], key=key))

    def _pack(self, named: str) -> Pack:
        code, _, version = named.partition("/")
        pack = all_packs().filter(code=code, **({"version": version} if version else {})).last()
        if pack is None:
            raise CommandError(text.PACK_UNKNOWN.format(name=named))
        return pack

    def _adopt(self, options: dict[str, Any]) -> None:
        pack, place = self._pack(options["pack"]), find_place(options["place"])
        if place is None:
            raise CommandError(text.PLACE_UNKNOWN.format(code=options["place"]))
        start: date = options["valid_from"]
        actor = actor_for_username(options["user"])
        try:
            adopt_pack(
                actor=actor, pack=pack, place=place, valid_from=start, judged_from=options["judged_from"] or start
            )
        except Problem as problem:
            raise CommandError(problem.text) from problem
        self.stdout.write(text.ADOPTED.format(code=pack.code, version=pack.version, place=place.name, start=start))

    def _step(self, action: str, named: str, user: str, **given: str) -> None:
        pack = self._pack(named)
        steps: dict[str, Callable[..., Pack]] = {
            "review": review_pack,
            "publish": publish_pack,
            "withdraw": withdraw_pack,
        }
        try:
            done = steps[action](actor=actor_for_username(user), pack=pack, **given)
        except Problem as problem:
            raise CommandError(problem.text) from problem
        state = term(f"pack:{done.state}")
        self.stdout.write(text.STEPPED.format(code=done.code, version=done.version, state=state))

    def _measure(self, folders: list[Path], details: bool, form: str) -> None:
        own = [(self._content(folder, form), folder) for folder in folders]
        packs = [(content, folder / content.entry.source.file) for content, folder in own] or shipped_packs()
        measured = [measure(content, file.name, file.read_bytes()) for content, file in packs]
        if form == "json":
            rows = [
                {"pack": each.pack, "clauses": _figures(each.clauses), "obligations": _figures(each.obligations)}
                | {"forms": each.forms}
                for each in measured
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for each in measured:
            for name, score in (("clauses", each.clauses), ("obligations", each.obligations)):
                words = {"pack": each.pack, "what": text.WHAT[name]} | _figures(score)
                self.stdout.write(text.MEASURED.format(**words))
                for kind, listed in (("missed", score.missed), ("wrong", score.wrong)):
                    for line in listed if details else ():
                        self.stdout.write(text.DETAIL.format(kind=text.KINDS[kind], line=line))
            self.stdout.write(text.FORMS.format(pack=each.pack, forms=each.forms, found=each.obligations.found))


def _differences(before: Any, after: Any) -> dict[str, list[str]]:
    both = [key for key in before if key in after]
    return {
        "added": [key for key in after if key not in before],
        "removed": [key for key in before if key not in after],
        "changed": [key for key in both if _plain(before[key]) != _plain(after[key])],
    }


def _plain(each: Any) -> Any:
    return (each.entry, each.parts) if hasattr(each, "entry") else each


def _figures(score: Score) -> dict[str, Any]:
    return {
        "expected": score.expected,
        "found": score.found,
        "missed": score.expected - score.found,
        "wrong": score.proposed - score.right,
        "recall": f"{float(score.recall):.0%}",
        "precision": f"{float(score.precision):.0%}",
    }
