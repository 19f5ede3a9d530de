"""An integration that may read meetings and verdicts in the name of the city's safety office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hongxian.modules.base.integrations.models import Integration
    from hongxian.modules.portal.demo.cast import Cast


@pytest.fixture
def integration(world: object, cast: Cast) -> Integration:
    from hongxian.modules.base.integrations.commands import register_integration
    from hongxian.modules.base.parties.models import Post

    post = Post.objects.get(pk=cast["张慧"].post)
    return register_integration(
        actor=cast["郑凯"],
        name="省监管平台",
        purpose="取许昌市会议与判定",
        post=post,
        permissions=["meeting.view", "verdict.view", "pack.view", "party.view"],
    )


@pytest.fixture
def shown(integration: Integration, cast: Cast) -> str:
    from hongxian.kernel.clock import today
    from hongxian.modules.base.integrations.commands import issue_access_token

    day = today() + timedelta(days=30)
    return issue_access_token(actor=cast["郑凯"], integration=integration, expires_on=day).shown


class Other(HTTPServer):
    """The other system: what it was sent, and how it answers."""

    taken: list[tuple[dict[str, str], bytes]]
    status = 204


@pytest.fixture
def other() -> Iterator[Other]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server: Any = self.server
            server.taken.append((dict(self.headers), body))
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    server = Other(("127.0.0.1", 0), Handler)
    server.taken = []
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
