"""Logging in by the identity service of an office (OpenID Connect), with Authlib's client: discovery, state, nonce,
PKCE and the checks of the ID token are its work."""

from __future__ import annotations

from functools import cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts import text

ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"}
"""With which an ID token may be signed: none that anybody who knows the client's secret, or nothing, could make."""
PATIENCE = 10
"""Seconds to wait for the identity service."""


def is_set_up() -> bool:
    """Whether this instance knows an identity service."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


@cache
def _client(issuer: str, client_id: str, secret: str) -> Any:
    return OAuth().register(
        "office",
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": PATIENCE},
    )


def _ready() -> Any:
    """The client with the service's metadata; `Problem` when the service cannot be reached or is another than set."""
    if not is_set_up():
        raise Problem(text.NO_SINGLE_SIGN_ON)
    client = _client(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    try:
        metadata = client.load_server_metadata()
    except (RequestException, ValueError) as error:
        raise Problem(text.SERVICE_AWAY) from error
    if metadata.get("issuer", "").rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
        raise Problem(text.SERVICE_OTHER)
    named = set(metadata.get("id_token_signing_alg_values_supported") or ["RS256"])
    metadata["id_token_signing_alg_values_supported"] = sorted(named & ALGORITHMS) or ["RS256"]
    return client


def send_there(request: HttpRequest, back: str) -> HttpResponse:
    """To the identity service, which sends the browser back to that address."""
    response: HttpResponse = _ready().authorize_redirect(request, back)
    return response


def way_out(back: str) -> str:
    """The address at which the identity service ends its own session and sends the browser back to `back` (OpenID
    Connect RP-Initiated Logout); empty where it has none or cannot be asked now."""
    try:
        client = _ready()
        if not client.load_server_metadata().get("end_session_endpoint"):
            return ""
        given = client.create_logout_url(post_logout_redirect_uri=back, client_id=settings.OIDC_CLIENT_ID)
    except (Problem, RequestException, ValueError):
        return ""
    address = str(given["url"])
    return address if address.startswith(("https://", "http://")) else ""


def claims_of(request: HttpRequest) -> dict[str, Any]:
    """What the identity service says of whoever came back: checked for signature, issuer, audience, time, nonce and
    state. Raises `Problem` when anything of it is wrong; what, is for the log."""
    client = _ready()
    try:
        token = client.authorize_access_token(request)
    except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError) as error:
        raise Problem(text.SIGN_ON_FAILED) from error
    claims = token.get("userinfo")
    if not claims or not claims.get("sub"):
        raise Problem(text.SIGN_ON_FAILED)
    return dict(claims)
