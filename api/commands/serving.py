"""The command that serves the API and the explorer."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from api.cli import graph_option, guarded, tairyu
from api.session import BAD_INPUT, Session

_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


@tairyu.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@graph_option
@guarded
def serve(session: Session, host: str, port: int, graph: Path | None) -> None:
    from api.web.app import create_app
    from api.web.guards import log_as_json
    from api.web.serving import bound, server
    from api.web.settings import BadSetting, Settings

    try:
        settings = Settings()
    except BadSetting as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    if host in _LOOPBACK and not settings.hosts:
        # Else a page of another site could have a name of its own lead here, and read what this machine serves.
        settings.hosts = _LOOPBACK
    knowledge = session.load(graph)
    log_as_json()
    app = create_app(knowledge, settings, graph, warm=True)
    sockets = [bound(host, port)]
    address = sockets[0].getsockname()
    click.echo(session.say("serve.ready", url=_url(host, address[1])), err=True)
    # Ctrl+C is how one stops it: when all requests have ended, that is no failure.
    with suppress(KeyboardInterrupt):
        server(app, host, port, settings).run(sockets=sockets)


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
