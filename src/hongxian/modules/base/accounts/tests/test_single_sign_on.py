"""Logging in by an identity service: a small one runs on this machine for as long as a test asks it"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts.commands import link_identity
from hongxian.modules.base.accounts.models import Identity

CLIENT, SECRET = "hongxian", "a secret of this test"


class Provider:
    """An identity service that says what the test wants of whoever comes: `changes` replace claims of the ID token."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.codes: dict[str, dict[str, str]] = {}
        self.subject = "u-1001"
        self.changes: dict[str, Any] = {}
        self.signs_with: Any = None
        self.algorithm = "RS256"
        self.more: dict[str, str] = {}
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def come(self, location: str, code: str = "code-1") -> dict[str, str]:
        """What a browser that was sent here brings back, once somebody logged in."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if asked is None or asked["code_challenge"] != base64.urlsafe_b64encode(digest).decode().rstrip("="):
            return None
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": moment,
            "exp": moment + 300,
            "nonce": asked["nonce"],
        } | self.changes
        header = {"alg": self.algorithm, "kid": "one"}
        return {
            "access_token": "t",
            "token_type": "Bearer",
            "id_token": jwt.encode(header, claims, self.signs_with or self.key, algorithms=[self.algorithm]),
        }


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        issuer = self.provider.issuer
        if self.path.endswith("openid-configuration"):
            self._answer(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                    **self.provider.more,
                    "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
                }
            )
        else:
            self._answer(KeySet([self.provider.key]).as_dict(private=False))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        token = self.provider.token({key: values[0] for key, values in parse_qs(body).items()})
        self._answer(token or {"error": "invalid_grant"}, 200 if token else 400)

    def _answer(self, content: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def provider(settings: Any, world: Any) -> Iterator[Provider]:
    service = Provider()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = service.issuer, CLIENT, SECRET
    settings.OIDC_USERNAME_CLAIM = ""
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def linked(provider: Provider, root: Any, user: Any) -> Any:
    return link_identity(
        actor=root, user=user, provider=provider.issuer, subject_identifier="u-1001", reason="人事系统核对"
    )


def there(client: Any, **query: str) -> str:
    return str(client.get("/accounts/sign-on/", query)["Location"])


def back(client: Any, brought: dict[str, str]) -> Any:
    return client.get("/accounts/sign-on/back/", brought, follow=True)


def is_in(client: Any) -> bool:
    return bool(client.get("/accounts/me/").status_code == 200)


def test_linked_subject_logs_in_and_reaches_the_page_wanted(client: Any, provider: Provider, linked: Any) -> None:
    assert "统一身份认证登录" in client.get("/accounts/login/").content.decode()
    answer = client.get("/accounts/sign-on/back/", provider.come(there(client, next="/meetings/")))
    assert answer["Location"] == "/meetings/"
    assert is_in(client)
    entry = Entry.objects.get(event="login.begin")
    (state,) = [state for name, state in entry.payload.content["states"].items() if name.startswith("login:")]
    assert state["method"] == "oidc"


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"aud": "another client"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1_000_000_000},
        {"sub": ""},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_token_that_is_not_for_this_login_is_refused(
    client: Any, provider: Provider, linked: Any, changes: dict[str, Any]
) -> None:
    provider.changes = changes
    assert "没有通过校验" in back(client, provider.come(there(client))).content.decode()
    assert not is_in(client)
    assert Entry.objects.filter(event="login.refuse").count() == 1


def test_token_signed_by_another_key_or_by_the_secret_is_refused(client: Any, provider: Provider, linked: Any) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert "没有通过校验" in back(client, provider.come(there(client))).content.decode()
    provider.signs_with, provider.algorithm = OctKey.import_key(SECRET * 2), "HS256"
    assert "没有通过校验" in back(client, provider.come(there(client))).content.decode()
    assert not is_in(client)


def test_foreign_state_used_code_and_refusal_there_let_nobody_in(
    client: Any, browser: Any, provider: Provider, linked: Any
) -> None:
    brought = provider.come(there(client))
    other = browser()
    assert "没有通过校验" in back(other, brought).content.decode(), "the state of another browser"
    back(client, brought)
    client.post("/accounts/logout/")
    assert "没有通过校验" in back(client, brought).content.decode(), "a second time"
    there(client)
    assert "没有通过校验" in back(client, {"error": "access_denied", "state": "x"}).content.decode()
    assert not is_in(client)


def test_subject_that_nobody_linked_and_closed_account_are_turned_away(
    client: Any, provider: Provider, root: Any, user: Any
) -> None:
    from hongxian.modules.base.accounts.commands import close_user

    assert "尚未关联本系统账号" in back(client, provider.come(there(client))).content.decode()
    link_identity(actor=root, user=user, provider=provider.issuer, subject_identifier="u-1001", reason="核对")
    close_user(actor=root, user=user, reason="调离")
    assert "尚未关联本系统账号" in back(client, provider.come(there(client))).content.decode()


def test_claim_links_only_if_it_is_set_and_never_moves_an_account(
    client: Any, provider: Provider, settings: Any, user: Any
) -> None:
    provider.changes = {"preferred_username": "sunxiao"}
    back(client, provider.come(there(client)))
    assert not Identity.objects.exists()
    settings.OIDC_USERNAME_CLAIM = "preferred_username"
    back(client, provider.come(there(client)))
    assert is_in(client)
    assert Identity.objects.get().user == user
    client.post("/accounts/logout/")
    provider.subject = "u-2002"
    assert "尚未关联" in back(client, provider.come(there(client))).content.decode()


def test_second_factor_is_asked_all_the_same(client: Any, provider: Provider, linked: Any, root: Any) -> None:
    from hongxian.modules.base.accounts.commands import define_role

    define_role(actor=root, code="clerk", name="经办", permissions=["meeting.view"], needs_second_factor=True)
    answer = client.get("/accounts/sign-on/back/", provider.come(there(client)))
    assert answer["Location"] == "/accounts/login/second-step/"
    assert not is_in(client)


def test_service_that_is_away_or_another_than_set_is_told(client: Any, provider: Provider, settings: Any) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "暂时无法连接" in client.get("/accounts/sign-on/", follow=True).content.decode()
    settings.OIDC_ISSUER = provider.issuer.replace("127.0.0.1", "localhost")
    assert "不一致" in client.get("/accounts/sign-on/", follow=True).content.decode()
    settings.OIDC_ISSUER = ""
    assert "没有启用统一身份认证" in client.get("/accounts/sign-on/", follow=True).content.decode()


def test_administrator_links_and_unlinks_on_the_page(browser: Any, provider: Provider, user: Any) -> None:
    client = browser("zhengkai")
    address = f"/accounts/users/{user.pk}/"
    client.post(f"{address}identity/", {"subject_identifier": "u-7", "reason": "核对"})
    assert "u-7" in client.get(address).content.decode()
    again = client.post(f"{address}identity/", {"subject_identifier": "u-8", "reason": "核对"})
    assert "请先解除" in again.content.decode()
    client.post(f"/accounts/identities/{Identity.objects.get().pk}/unlink/", {"reason": "人员变动"})
    assert not Identity.objects.exists()
    assert browser("sunxiao").post(f"{address}identity/", {"subject_identifier": "u", "reason": "x"}).status_code == 404


def test_one_subject_is_one_account(provider: Provider, root: Any, linked: Any, world: Any) -> None:
    from hongxian.modules.base.accounts.models import User

    other = User.objects.get(username="wangjing")
    with pytest.raises(Problem, match="已关联账号“sunxiao”"):
        link_identity(actor=root, user=other, provider=provider.issuer, subject_identifier="u-1001", reason="错")


def test_leaving_leads_on_to_the_service_so_that_the_next_one_is_not_let_in(
    client: Any, provider: Provider, linked: Any
) -> None:
    provider.more["end_session_endpoint"] = f"{provider.issuer}/leave"
    back(client, provider.come(there(client)))
    page = client.post("/accounts/logout/").content.decode()
    assert f"{provider.issuer}/leave?post_logout_redirect_uri=http%3A%2F%2Ftestserver%2Faccounts%2Flogin%2F" in page
    assert f"client_id={CLIENT}" in page
    assert not is_in(client)


def test_leaving_says_so_where_the_service_has_no_way_out(client: Any, provider: Provider, linked: Any) -> None:
    back(client, provider.come(there(client)))
    assert "没有提供退出地址" in client.post("/accounts/logout/").content.decode()


def test_who_came_by_password_is_not_sent_anywhere(client: Any, provider: Provider, user: Any) -> None:
    client.force_login(user)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
