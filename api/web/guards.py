"""What stands between the network and the routes, as plain ASGI: each guard says why it is there."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import sys
import time
import uuid
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.problems import ApiError, TooLarge, TooSlow, Unauthorised, tell, unforeseen
from api.web.replies import KEY
from api.web.settings import Settings
from api.web.snapshot import Served

_READING = ("GET", "HEAD", "OPTIONS")
_MIB = 2**20
# Nothing that is not the page itself may be framed, run or taken for something else by a browser.
_HEADERS = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_LOG = logging.getLogger("tairyu.web")


class Logged:
    """One line of JSON for each request, with the number by which it can be found again; the same number is sent."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, number = time.perf_counter(), uuid.uuid4().hex[:12]
        seen: dict[str, Any] = {"status": 0, "bytes": 0}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = number
            elif message["type"] == "http.response.body":
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            took = round((time.perf_counter() - began) * 1000, 2)
            _LOG.info(
                "request", extra={"id": number, "method": scope["method"], "path": scope["path"], **seen, "ms": took}
            )


class Sealed:
    """Headers that tell a browser what it must not do with an answer, a failure of ours included; a route may set its
    own."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def sealed(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in _HEADERS if pair[0] not in own)]
            await send(message)

        try:
            await self.app(scope, receive, sealed)
        except Exception as error:
            if has_begun or scope["type"] != "http":
                raise
            await unforeseen(Request(scope), error)(scope, receive, sealed)


class Ready:
    """What was asked before is answered at once, without the way through the routes, which costs ten times as much as
    sending the bytes. Only replies that depend on nothing but the address are kept."""

    def __init__(self, app: ASGIApp, served: Served):
        self.app, self.served = app, served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        replies = self.served.current.replies
        address = scope["raw_path"] + b"?" + scope["query_string"]
        if reply := replies.at(address):
            return await reply.to(Request(scope))(scope, receive, send)
        await self.app(scope, receive, send)
        if key := scope.get(KEY):
            replies.remember(address, key)


class Bounded:
    """The body of a request: as large as allowed, and within the time allowed. It is counted as it comes, since a
    client may lie about its length or not give one."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        body = _Body(receive, self.settings)

        async def answered(message: Message) -> None:
            if body.refusal is None:
                await send(message)

        body.check(_announced(scope))
        if body.refusal is None:
            try:
                await self.app(scope, body.receive, answered)
            except ApiError:
                if body.refusal is None:
                    raise
        if body.refusal is not None:
            # Whatever the application made of the torn body.
            await tell(Request(scope), body.refusal)(scope, receive, send)


class _Body:
    """The body of one request, as it comes; `refusal` once it is too large or too slow."""

    def __init__(self, receive: Receive, settings: Settings):
        self._receive, self._settings = receive, settings
        self._until = 0.0
        self._size, self._is_whole = 0, False
        self.refusal: ApiError | None = None

    def check(self, size: int) -> None:
        """Refuses a body of so many bytes, where they are too many."""
        if size > self._settings.body * _MIB:
            self.refusal = TooLarge("web.too_large", limit=f"{self._settings.body:g}")

    async def receive(self) -> Message:
        """The next part. Raises the refusal."""
        if self._is_whole:  # what comes now is that the client has gone, and may be waited for
            return await self._receive()
        # From when it is asked for: an answer that reads no body may itself take longer than that to be made.
        self._until = self._until or time.monotonic() + self._settings.patience
        try:
            message = await asyncio.wait_for(self._receive(), self._until - time.monotonic())
        except TimeoutError:
            self.refusal = TooSlow("web.slow", limit=f"{self._settings.patience:g}")
            raise self.refusal from None
        self._size += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        self.check(self._size)
        if self.refusal is not None:
            raise self.refusal
        return message


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


class Keyed:
    """With a token configured, every request that is not a GET needs it."""

    def __init__(self, app: ASGIApp, token: str):
        self.app, self.token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _READING and not self._has_key(scope):
            return await tell(Request(scope), Unauthorised())(scope, receive, send)
        await self.app(scope, receive, send)

    def _has_key(self, scope: Scope) -> bool:
        scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        # Compared in a time that does not tell how much of it was right.
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode("utf-8", "replace"), self.token)


class _Lines(logging.Formatter):
    """A record as one line of JSON. What a client sent is a value in it, and so cannot forge a line."""

    _PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "what": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in self._PLAIN}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=True, default=str)


def log_as_json() -> None:
    """From now on the log of the server goes to stderr, one JSON object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    for name in ("tairyu.web", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
