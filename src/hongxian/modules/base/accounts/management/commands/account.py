"""`hongxian account`: the first administrator, and the way back in when nobody can log in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import now
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.bootstrap import first_administrator
from hongxian.modules.base.accounts.commands import issue_code, lift_lock
from hongxian.modules.base.accounts.passwords import new_code
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries import find_user, lock_of


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["first-administrator", "unlock", "issue-code"], help=text.HELP_ACTION)
        parser.add_argument("username", help=text.HELP_USERNAME)
        parser.add_argument("--name", default="", help=text.HELP_NAME)
        parser.add_argument("--place", default="", help=text.HELP_PLACE)
        parser.add_argument("--organisation", default="", help=text.HELP_ORGANISATION)

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"first-administrator": self._first, "unlock": self._unlock, "issue-code": self._issue}[options["action"]]
        try:
            self.stdout.write(act(options))
        except Problem as problem:
            raise CommandError(problem.text) from problem

    def _first(self, options: dict[str, Any]) -> str:
        given = {key: options[key].strip() for key in ("username", "name", "place", "organisation")}
        if not all(given.values()):
            raise CommandError(text.FIRST_NEEDS)
        code = first_administrator(**given)
        return text.FIRST_DONE.format(code=code, hours=policy()["code_hours"], **given)

    def _unlock(self, options: dict[str, Any]) -> str:
        lock = lock_of(options["username"], now())
        if lock is None:
            raise CommandError(text.NOT_LOCKED.format(username=options["username"]))
        lift_lock(actor=system_actor("console", "login_lock.lift"), login_lock=lock, reason=text.CONSOLE_REASON)
        return text.UNLOCKED.format(username=options["username"])

    def _issue(self, options: dict[str, Any]) -> str:
        user = find_user(options["username"])
        if user is None:
            raise CommandError(text.NO_SUCH_USER.format(username=options["username"]))
        code = new_code()
        actor = system_actor("console", "user.issue_code")
        issue_code(actor=actor, user=user, code=code, reason=text.CONSOLE_REASON)
        return text.CODE_ISSUED.format(code=code, hours=policy()["code_hours"])
