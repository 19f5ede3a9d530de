"""`hongxian ledger …`: what the keeper of the ledger does by hand. Exit code 1 when something is found or refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.custody.commands import rotate_key
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger import text
from hongxian.kernel.ledger.models import Head
from hongxian.kernel.ledger.proof import proof_of
from hongxian.kernel.ledger.queries import count_sealed, newest_heads
from hongxian.kernel.ledger.verify import findings, snapshot
from hongxian.kernel.ledger.verify.rows import count_rows
from hongxian.kernel.ledger.witness import export_head
from hongxian.kernel.problem import Problem


class Command(BaseCommand):
    """One sub-command each; `--help` says what it does."""

    help = text.HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The sub-commands."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("verify", help=text.HELP_VERIFY)
        actions.add_parser("seal", help=text.HELP_SEAL)
        actions.add_parser("head", help=text.HELP_HEAD)
        actions.add_parser("witness", help=text.HELP_WITNESS)
        heads = actions.add_parser("heads", help=text.HELP_HEADS)
        heads.add_argument("--limit", type=int, default=20, help=text.HELP_LIMIT)
        proof = actions.add_parser("proof", help=text.HELP_PROOF)
        proof.add_argument("id", help=text.HELP_ID)
        proof.add_argument("--out", default="", help=text.HELP_OUT)
        proof.add_argument("--without-payload", action="store_true", help=text.HELP_WITHOUT)
        proof.add_argument("--since", type=int, action="append", default=[], help=text.HELP_SINCE)
        rotate = actions.add_parser("rotate-key", help=text.HELP_ROTATE)
        rotate.add_argument("--reason", required=True, help=text.HELP_REASON)
        rotate.add_argument("--lost", action="store_true", help=text.HELP_LOST)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the sub-command; a refusal is said in one sentence."""
        try:
            getattr(self, options["action"].replace("-", "_"))(**options)
        except Problem as problem:
            raise CommandError(problem.text) from problem

    def verify(self, **_: Any) -> None:
        """Print every finding as it comes."""
        count = 0
        with snapshot():
            for found in findings():
                count += 1
                self.stdout.write(found.text)
            rows = count_rows()
            entries, heads = count_sealed()
        if count:
            raise CommandError(text.FOUND.format(count=count))
        self.stdout.write(text.VERIFIED.format(entries=entries, heads=heads, rows=rows))

    def seal(self, **_: Any) -> None:
        """Seal now."""
        self.stdout.write(text.SEALED.format(count=seal()))

    def head(self, **_: Any) -> None:
        """Print the newest head as it may stand in a bulletin."""
        newest = newest_heads()
        if not newest:
            raise CommandError(text.NO_HEAD)
        head = newest[0]
        self.stdout.write(
            text.HEAD.format(size=head.size, root=head.root, at=_local(head), key=head.key_id, signature=head.signature)
        )

    def heads(self, *, limit: int, **_: Any) -> None:
        """Print the newest heads, one a line."""
        for head in newest_heads(limit):
            self.stdout.write(text.HEAD_LINE.format(size=head.size, at=_local(head), root=head.root))

    def proof(self, *, id: str, out: str, without_payload: bool, since: list[int], **_: Any) -> None:
        """Write a proof file."""
        try:
            proof = proof_of(id, with_payload=not without_payload, since=since)
        except ValidationError as error:
            raise CommandError(text.NO_ENTRY.format(key=id)) from error
        found = json.dumps(proof, ensure_ascii=False, indent=2)
        if not out:
            self.stdout.write(found)
            return
        Path(out).write_text(found + "\n", encoding="utf-8")
        self.stdout.write(text.PROOF_WRITTEN.format(file=out))

    def witness(self, **_: Any) -> None:
        """Export the newest head."""
        if not settings.WITNESS_DIR:
            raise CommandError(text.WITNESS_OFF)
        file = export_head()
        self.stdout.write(text.WITNESSED.format(file=file) if file else text.WITNESS_NONE)

    def rotate_key(self, *, reason: str, lost: bool, **_: Any) -> None:
        """Begin with a new key."""
        actor = system_actor("console", "signing_key.rotate")
        key = rotate_key(actor=replace(actor, name=text.CONSOLE), reason=reason, lost=lost)
        self.stdout.write(text.ROTATED.format(fingerprint=key.id))


def _local(head: Head) -> str:
    return f"{head.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"
