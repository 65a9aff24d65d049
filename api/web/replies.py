"""Answers ready to be sent: bytes, packed bytes, and a tag by which a client that has them already is told so."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

_SMALL = 1024  # bytes that are not worth packing
_MOST = 64 * 2**20
_VARY = "Accept-Encoding"
# Where the scope of a request tells which kept reply it was answered with.
KEY = "tairyu.reply"
_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Reply:
    """A body with its media type; `packed` (gzip) is None where it is small. `tag` is a weak ETag (RFC 9110); `key` is
    empty where the reply is not kept."""

    body: bytes
    packed: bytes | None
    tag: str
    media_type: str = "application/json"
    key: str = ""

    @classmethod
    def of(cls, body: bytes, media_type: str = "application/json", key: str = "") -> Reply:
        packed = gzip.compress(body, 6, mtime=0) if len(body) >= _SMALL else None
        return cls(body, packed, f'W/"{hashlib.sha256(body).hexdigest()[:20]}"', media_type, key)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")

    def to(self, request: Request, headers: dict[str, str] | None = None) -> Response:
        """The response: 304 without a body where the client has the same already."""
        if self.key and not headers:
            request.scope[KEY] = self.key
        sent = {"ETag": self.tag, "Cache-Control": "no-cache", "Vary": _VARY} | (headers or {})
        if is_known(request.headers.get("if-none-match", ""), self.tag):
            return Response(status_code=304, headers=sent)
        if self.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, media_type=self.media_type, headers=sent | {"Content-Encoding": "gzip"})
        return Response(self.body, media_type=self.media_type, headers=sent)


def is_known(sent: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag, by weak comparison: what a proxy has made strong or weak is the same."""
    return sent.strip() == "*" or tag[2:] in {item.strip().removeprefix("W/") for item in sent.split(",")}


def encoded(value: Any) -> bytes:
    """JSON in UTF-8; a lone surrogate, which has none, as its escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


class Kept:
    """Replies by their key, the least recently asked given up when they grow too large. Safe between threads."""

    def __init__(self, most: int = _MOST):
        self._most, self._size = most, 0
        self._replies: OrderedDict[str, Reply] = OrderedDict()
        self._keys: dict[bytes, str] = {}
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], Any]) -> Reply:
        """The reply of that key, or a new one of what `make` gives."""
        if found := self.peek(key):
            return found
        made = Reply.of(encoded(make()), key=key)
        with self._lock:
            if key not in self._replies:
                self._replies[key] = made
                self._size += made.size
            while self._size > self._most:
                self._size -= self._replies.popitem(last=False)[1].size
        return made

    def peek(self, key: str) -> Reply | None:
        """The reply of that key, if it is kept."""
        with self._lock:
            if found := self._replies.get(key):
                self._replies.move_to_end(key)
            return found

    def at(self, address: bytes) -> Reply | None:
        """The reply that a request for that path and query was answered with, if it is kept."""
        key = self._keys.get(address)
        return self.peek(key) if key else None

    def remember(self, address: bytes, key: str) -> None:
        """From now on the reply of that key is found by that address too."""
        if len(self._keys) >= _ADDRESSES:  # somebody asks for one thing in ever new ways
            self._keys.clear()
        self._keys[address] = key
