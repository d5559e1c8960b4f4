"""What is let in, and what every answer carries: hosts, origins, the token, limits and headers."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.page.answers import JsonAnswer
from sim.page.errors import ApiError

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
# A report is a page of its own: without an origin, so that it cannot use the API, and without a network.
REPORT_CSP = (
    "sandbox allow-scripts allow-downloads allow-modals; default-src 'none';"
    " script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:;"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = ("GET", "HEAD")
OURS = "x-yizhan"  # a header that no form or image of another site can send
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_BYTES = 4 * 1024 * 1024  # of a body, uploads apart


class Gate(NamedTuple):
    """Who may ask: under which names, and with which token (blank: none is needed).

    `public` are names of a proxy in front of this server, which has ports and a scheme of its own.
    """

    names: frozenset[str]
    port: int
    token: str = ""
    public: frozenset[str] = frozenset()

    @property
    def cookie(self) -> str:
        """Name of the cookie; browsers do not tell ports of a host apart."""
        return f"yizhan-{self.port}"

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names this server; foreign names may point here (DNS rebinding)."""
        name, port = split_host(host)
        if name in self.public:
            return True
        known = name in self.names or ("*" in self.names and is_address(name))
        return known and port in ("", str(self.port))


def gate(host: str, port: int, token: str = "", public: Iterable[str] = ()) -> Gate:
    """Return the gate of a server bound to `host`; bound to every address, any address is a name of it."""
    names = {host.lower(), *LOOPBACK}
    if not is_loopback(host):
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
        names |= {"*"} if host in ("0.0.0.0", "::") else set()
    return Gate(frozenset(names), port, token, frozenset(name.lower() for name in public))


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    if host.lower() in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_address(name: str) -> bool:
    """Tell whether a name is an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def split_host(host: str) -> tuple[str, str]:
    """Return name and port of a Host header, in small letters, an IPv6 address without its brackets."""
    host = host.strip().lower()
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        return name, port.removeprefix(":")
    name, _, port = host.partition(":")
    return name, port


class Guard:
    """The outermost layer: refuses what does not pass the gate, counts bodies, and sets headers."""

    def __init__(self, app: ASGIApp, gate: Gate, uploads: str, most_upload_bytes: int) -> None:
        """Guard `app`; bodies to the path `uploads` may be larger."""
        self.app, self.gate = app, gate
        self.uploads, self.most_upload_bytes = uploads, most_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = with_headers(send)
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        most = self.most_upload_bytes if scope["path"] == self.uploads else MOST_BYTES
        try:
            length = int(Headers(scope=scope).get("content-length", "0"))
        except ValueError:
            length = 0
        if length > most:
            await _answer(too_large(most))(scope, receive, send)
            return
        await self.app(scope, counted(receive, most), send)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self.gate.knows(headers.get("host", "")):
            return _refusal("This address does not belong to the page", "该地址不属于本页面")
        if self.gate.token:
            answer = self._without_token(scope, headers)
            if answer is not None:
                return answer
        if scope["method"] not in SAFE:
            if headers.get(OURS) != "1":
                return _refusal("The header X-Yizhan: 1 is missing", "缺少 X-Yizhan: 1 请求头")
            if not self._same_origin(headers):
                return _refusal("The request comes from another site", "请求来自其他网站")
        return None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse a request without the token; one that brings it in its address gets a cookie for it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token")
        if given is not None and scope["method"] in SAFE and self._is_token(given):
            rest = urlencode([pair for pair in query if pair[0] != "token"])
            path = "/" + scope["path"].lstrip("/\\")  # never the name of another host
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self.gate.cookie, given, httponly=True, samesite="strict", path="/")
            return answer
        held = cookie_parser(headers.get("cookie", "")).get(self.gate.cookie, "")
        if self._is_token(held):
            return None
        return _refusal(
            "Open the address that the server printed at its start: it holds the token",
            "请打开服务启动时显示的地址，其中含有访问口令",
        )

    def _same_origin(self, headers: Headers) -> bool:
        """Tell whether a browser's own headers say that a request comes from this server's page."""
        origin = headers.get("origin")
        if origin is not None:
            scheme, _, host = origin.lower().partition("://")
            known = host == headers.get("host", "").lower() or split_host(host)[0] in self.gate.public
            if scheme not in ("http", "https") or not known:
                return False
        return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self.gate.token.encode())


def with_headers(send: Send) -> Send:
    """Return a `send` that adds the headers of every answer; an answer's own stay."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending


def counted(receive: Receive, most: int) -> Receive:
    """Return a `receive` that ends a request whose body grows beyond `most` bytes."""
    got = 0

    async def receiving() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise too_large(most)
        return message

    return receiving


def too_large(most: int) -> ApiError:
    """Return the answer to a body of more than `most` bytes."""
    size = f"{most / 1024 / 1024:.3g} MB"
    return ApiError(413, f"More than {size} at once cannot be sent", f"一次最多发送 {size}")


def new_token() -> str:
    """Return a token that cannot be guessed."""
    return secrets.token_urlsafe(24)


def _refusal(en: str, zh: str) -> Response:
    return _answer(ApiError(403, en, zh))


def _answer(error: ApiError) -> Response:
    return JsonAnswer(error.body, error.status)
