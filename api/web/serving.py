"""The server itself: uvicorn, with a limit that it lacks on clients that never finish the head of their request."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.web.settings import Settings

_IDLE = 30  # seconds that a connection is kept between two requests


class Patient(HttpToolsProtocol):
    """Closes a connection on which no whole head of a request has come in time."""

    patience = 20.0
    _too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._too_late is None:
            self._too_late = self.loop.call_later(self.patience, self.transport.close)

    def _stop(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None


def server(app: FastAPI, host: str, port: int, settings: Settings) -> uvicorn.Server:
    """The server, not yet started."""
    protocol = type("Patient", (Patient,), {"patience": settings.patience})
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=protocol,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_IDLE,
            limit_concurrency=int(settings.connections),
            timeout_graceful_shutdown=int(settings.shutdown),
        )
    )


def bound(host: str, port: int) -> socket.socket:
    """The port, taken before anything is promised about it. Raises OSError where it is taken already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from None
    taken.set_inheritable(True)
    return taken
