"""What the tests of imports share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest


def valid_code(number: int) -> str:
    """A credit code with the right check character."""
    from hongxian.modules.base.enterprises.credit_code import check_character

    first = f"9141100{number:010d}"
    return first + check_character(first)


@pytest.fixture
def code() -> Callable[[int], str]:
    return valid_code


@pytest.fixture
def bring(world: Any, cast: Any, tmp_path: Path) -> Callable[..., Any]:
    """Bring rows (the first is the head) or a file into the register of enterprises as 张慧 and have it checked."""
    import xlsxwriter

    from hongxian.kernel.imports import files
    from hongxian.kernel.imports.commands import receive_batch
    from hongxian.kernel.keys import new_key

    def run(
        rows: Sequence[Sequence[Any]] | bytes, *, name: str = "台账.xlsx", person: str = "张慧", check: bool = True
    ) -> Any:
        if isinstance(rows, bytes):
            content = rows
        else:
            path = tmp_path / "made.xlsx"
            with xlsxwriter.Workbook(str(path)) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
            content = path.read_bytes()
        key = new_key()
        digest, size = files.receive(key, [content])
        batch = receive_batch(
            actor=cast[person], key=key, register="enterprise", file_name=name, digest=digest, size=size
        )
        return work(batch, "check") if check else batch

    return run


def work(batch: Any, task: str) -> Any:
    """Let the worker do its part; the batch as it stands then."""
    from hongxian.kernel.imports import tasks
    from hongxian.kernel.keys import new_key
    from hongxian.kernel.outbox.delivery import Delivery

    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()
    return batch


@pytest.fixture
def worker() -> Callable[[Any, str], Any]:
    return work


@pytest.fixture
def carry_out(cast: Any) -> Callable[..., Any]:
    """Start a batch and have it carried out."""
    from hongxian.kernel.imports.commands import start_batch

    def run(batch: Any, mode: str = "all") -> Any:
        start_batch(actor=cast["张慧"], batch=batch, mode=mode)
        return work(batch, "apply")

    return run


@pytest.fixture
def browser(world: Any) -> Any:
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(person__name="张慧"))
    return client


@pytest.fixture
def registered(world: Any, cast: Any) -> Callable[..., Any]:
    """Register an enterprise in Weidu as 张慧; what is given by name replaces the usual."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    def run(**changes: Any) -> Any:
        given = {"place": place("411002"), "name": "试验机械", "ownership": "private", "sector": "manufacturing"}
        return register_enterprise(actor=cast["张慧"], **given | changes)

    return run
