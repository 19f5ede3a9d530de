"""A duty of the city's Party office, and a gateway that notes what it is sent and answers as it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hongxian.kernel.duties.models import Duty
    from hongxian.modules.base.notices.models import NoticeContact, NoticeGateway


@pytest.fixture
def open_one(world: Any, cast: Any) -> Callable[..., Duty]:
    """Put a duty on the desk of 市委办公室, where 孙晓 works."""
    from hongxian.kernel.actor import system_actor
    from hongxian.kernel.duties.commands import Owed, open_duty
    from hongxian.modules.base.parties.models import Party

    office = Party.objects.select_related("place").get(pk=cast["孙晓"].organisation)
    said = {"organisation": str(office.pk), "organisation_name": office.name, "path": office.place.path}

    def put(number: int = 1, **more: Any) -> Duty:
        owed = Owed(
            title=f"第{number}件事", clause="条文", clause_source="文件", source=f"test:{number}", **said, **more
        )
        return open_duty(actor=system_actor("test", "duty.open"), owed=owed)

    return put


class Other(HTTPServer):
    """The gateway: what it was sent, and how it answers."""

    taken: list[tuple[str, dict[str, Any]]]
    status = 200
    answer: dict[str, Any]


@pytest.fixture
def other(settings: Any) -> Iterator[Other]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server: Any = self.server
            server.taken.append((self.path, json.loads(body)))
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(json.dumps(server.answer).encode())

        def log_message(self, *_: Any) -> None:
            return

    server = Other(("127.0.0.1", 0), Handler)
    server.taken, server.answer = [], {"errcode": 0, "errmsg": "ok"}
    settings.NOTICE_HOSTS = ["127.0.0.1"]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def group(other: Other, cast: Any) -> NoticeGateway:
    """The robot of a group of 市委办公室."""
    from hongxian.modules.base.notices.commands import add_gateway
    from hongxian.modules.base.parties.models import Party

    return add_gateway(
        actor=cast["郑凯"].lent("party.view"),
        kind="wecom",
        name="办公室群",
        party=Party.objects.get(pk=cast["孙晓"].organisation),
        url=f"http://127.0.0.1:{other.server_port}/send?key=geheim",
        mode="immediate",
    )


@pytest.fixture
def mailbox(cast: Any, settings: Any, worker: Callable[[], int], mailoutbox: list[Any]) -> NoticeContact:
    """The confirmed mail address of 孙晓; the box is empty again."""
    from hongxian.modules.base.notices.commands import add_contact, confirm_contact
    from hongxian.modules.base.notices.queries import code_of

    settings.MAIL_HOST = "mail.example"
    actor = cast["孙晓"]
    contact = add_contact(actor=actor, channel="email", contact_address="sunxiao@example.cn")
    worker()
    assert code_of(contact) in mailoutbox[0].body
    mailoutbox.clear()
    return confirm_contact(actor=actor, notice_contact=contact, confirmation_code=code_of(contact))
