"""A real Neo4j Community server for the tests: jars from Maven Central, kept outside the repository; one process on
loopback with a port and a folder of its own."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import platformdirs

POM = Path(__file__).with_name("neo4j-pom.xml")
_CONFIGURATION = """\
dbms.security.auth_enabled=false
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.heap.max_size=512m
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
"""
_OPTIONS = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_SECONDS = 120


def missing() -> str | None:
    """What the server needs and this machine has not."""
    return next((program for program in ("java", "mvn") if shutil.which(program) is None), None)


def jars() -> Path:
    """The folder with the jars; fetched once for each version of the POM."""
    folder = Path(os.environ.get("TAIRYU_NEO4J_JARS", platformdirs.user_cache_path("tairyu") / "neo4j-5.26.30"))
    if not folder.is_dir():
        # Beside it first: two runs at once must not see each other's half.
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = tempfile.mkdtemp(dir=folder.parent, prefix=".fetching-")
        command = ["mvn", "-q", "-B", "-f", POM, "dependency:copy-dependencies", f"-DoutputDirectory={unfinished}"]
        subprocess.run(command, check=True)
        try:
            os.replace(unfinished, folder)
        except OSError:
            shutil.rmtree(unfinished)
    return folder


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty one; the process is ended and its folder removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="tairyu-neo4j-"))
    try:
        with _running(home, _configured(home)) as uri:
            yield uri
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def imported(files: Mapping[str, Iterable[bytes]], home: Path) -> Iterator[str]:
    """The address of one that holds what `neo4j-admin` imported, by the command of the export."""
    port = _configured(home)
    for name, pieces in files.items():
        (home / name).write_bytes(b"".join(pieces))
    program, *arguments = shlex.split((home / "import.txt").read_text(encoding="utf-8").replace("\\\n", " "))
    assert program == "neo4j-admin"
    command = ["java", *_OPTIONS, "-cp", f"{jars()}/*", "org.neo4j.cli.AdminTool", *arguments]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with _running(home, port) as uri:
        yield uri


def _configured(home: Path) -> int:
    """Writes the configuration; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(_CONFIGURATION.format(port=port), encoding="utf-8")
    return port


@contextmanager
def _running(home: Path, port: int) -> Iterator[str]:
    command = ["java", *_OPTIONS, "-cp", f"{jars()}/*", "org.neo4j.server.CommunityEntryPoint"]
    with open(home / "log.txt", "wb") as log:
        process = subprocess.Popen(
            [*command, f"--home-dir={home}", f"--config-dir={home / 'conf'}"], stdout=log, stderr=log, cwd=home
        )
    try:
        _wait(process, port, home / "log.txt")
        yield f"bolt://127.0.0.1:{port}"
    finally:
        # Asked to end it would take ten seconds.
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace"))
