"""Two instances in one: the county sends over a wire that ends in the city's own endpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.cast import Cast

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PERIOD = "2026-03"


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")


@dataclass
class Wire:
    """What went over the wire, and what goes wrong: `cut` after so many calls, before or after they arrived; `token`
    shown in place of the right one."""

    calls: list[tuple[str, bytes | None]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    token: str = ""

    def call(self, url: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
        from django.test import Client

        from hongxian.kernel.calling import NotTaken

        assert url.startswith("https://city.example/api/v1/exchange/")
        self.calls.append((url, body))
        fault = self.cut.pop(0) if self.cut else ""
        if fault == "before":
            raise NotTaken("没有送达：断开")
        shown = f"Bearer {self.token}" if self.token else headers["Authorization"]
        path = url.removeprefix("https://city.example")
        client = Client(headers={"Authorization": shown})
        answer: Any = (
            client.get(path) if body is None else client.post(path, data=body, content_type="application/json")
        )
        if fault == "after":
            raise NotTaken("没有送达：答复没有收到")
        if answer.status_code >= 300:
            raise NotTaken(f"对方返回 {answer.status_code} {answer.json().get('title', '')}")
        return bytes(answer.content)


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Wire:
    from hongxian.kernel import calling

    settings.WEBHOOK_HOSTS = ["city.example"]
    made = Wire()
    monkeypatch.setattr(calling, "call", made.call)
    return made


@pytest.fixture
def token(world: object, cast: Cast) -> str:
    """What the county shows to the city, in the name of 张慧's post."""
    return issue(cast)[1]


def issue(cast: Cast, name: str = "禹州市平台") -> tuple[Any, str]:
    """An integration that may hand in records, and its token."""
    from hongxian.kernel.clock import today
    from hongxian.modules.base.integrations.commands import issue_access_token, register_integration
    from hongxian.modules.base.parties.models import Post

    integration = register_integration(
        actor=cast["郑凯"],
        name=name,
        purpose="县区报送",
        post=Post.objects.get(pk=cast["张慧"].post),
        permissions=["received_record.receive", "enterprise.view", "enterprise.register", "enterprise.change"],
    )
    day = today() + timedelta(days=30)
    return integration, issue_access_token(actor=cast["郑凯"], integration=integration, expires_on=day).shown


@pytest.fixture
def agree(cast: Cast) -> Callable[..., Any]:
    """Draft a mapping as 张慧, publish it as 陈刚."""
    from hongxian.modules.portal.exchange.commands import draft_mapping, publish_mapping

    def run(partner: Any, code: str, direction: str, content: str = "", **more: Any) -> Any:
        drafted = draft_mapping(
            actor=cast["张慧"],
            partner=partner,
            code=code,
            direction=direction,
            name="企业台账",
            content=content or example(f"{code}_{direction}"),
            **more,
        )
        return publish_mapping(actor=cast["陈刚"], mapping=drafted)

    return run


@pytest.fixture
def partner(world: object, cast: Cast) -> Callable[..., Any]:
    """Register a partner as 郑凯."""
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.portal.exchange.commands import register_partner

    def run(name: str, party: str, channel: str, **more: Any) -> Any:
        body = Party.objects.get(name=party)
        return register_partner(
            actor=cast["郑凯"], name=name, party=body, place=place("411081"), channel=channel, **more
        )

    return run


@pytest.fixture
def city(partner: Callable[..., Any], wire: Wire, cast: Cast) -> Any:
    """The city as the county knows it: where it is, and the token it gave."""
    from hongxian.modules.portal.exchange.commands import connect_partner

    integration, shown = issue(cast)
    partner("禹州市平台", "许昌市安全生产委员会办公室", "file", integration=integration)
    found = partner("许昌市平台", "禹州市应急管理局", "instance")
    return connect_partner(actor=cast["郑凯"], partner=found, url="https://city.example/", token=shown)


@pytest.fixture
def county(city: Any) -> Any:
    """The county as the city knows it."""
    from hongxian.modules.portal.exchange.models import ExchangePartner

    return ExchangePartner.objects.get(name="禹州市平台")


@pytest.fixture
def firm(world: object, cast: Cast) -> Callable[..., Any]:
    """Register an enterprise, in Yuzhou unless said otherwise."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    def run(number: int, *, code: str = "411081", **changes: Any) -> Any:
        given = {"name": f"禹州试验{number}厂", "ownership": "private", "sector": "manufacturing"}
        credit = {"credit_code": valid_code(number)}
        return register_enterprise(actor=cast["张慧"], place=place(code), **given | credit | changes)

    return run


def valid_code(number: int) -> str:
    from hongxian.modules.base.enterprises.credit_code import check_character

    first = f"9141108{number:010d}"
    return first + check_character(first)


ONLY_OURS = example("enterprises_outgoing").replace(
    "query: operating_status=operating", "query: words=试验&operating_status=operating"
)


@pytest.fixture
def agreed(city: Any, county: Any, agree: Callable[..., Any]) -> Any:
    """Both sides published their mapping; the county's."""
    agree(county, "enterprises", "incoming")
    return agree(city, "enterprises", "outgoing", ONLY_OURS)
