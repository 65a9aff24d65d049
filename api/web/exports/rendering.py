"""Renders an export in a process of its own: it takes seconds of pure computing, in which a thread of the server would
keep the others from their turn, and memory that a server would not give back."""

from __future__ import annotations

import gzip
import hashlib
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

from anyio import to_thread

from api.exports import formats
from graph.export import Files, NotInstalled
from graph.model import KnowledgeGraph

_MODULE = "api.web.exports.rendering"


async def render(graph: KnowledgeGraph, format_name: str, lang: str, path: Path) -> tuple[int, str]:
    """Writes the export to `path`: one file packed by gzip, a folder as a zip. Its size when unpacked, and its digest.

    Raises NotInstalled where it needs a library that is not there, OSError where it cannot be made.
    """
    task = await to_thread.run_sync(_task, graph, format_name, lang, path)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Not by asyncio: a process that uvloop starts would go on listening at the port of the server.
    process = subprocess.Popen([sys.executable, "-m", _MODULE], **pipes)
    try:
        answer, said = await to_thread.run_sync(process.communicate, task, abandon_on_cancel=True)
    finally:
        process.kill()  # where it is still at work, as the server is being stopped
    if process.returncode:
        raise OSError(said.decode(errors="replace"))
    found = pickle.loads(answer)
    if isinstance(found, NotInstalled):
        raise found
    return found


def _task(graph: KnowledgeGraph, *how: object) -> bytes:
    # Only what the graph is made of, not what has been worked out of it.
    return pickle.dumps((tuple(graph.nodes.values()), tuple(graph.edges.values()), how))


def _done(task: bytes) -> tuple[int, str] | NotInstalled:
    nodes, edges, (format_name, lang, path) = pickle.loads(task)
    form = formats(lang)[format_name]
    try:
        files = form.render(KnowledgeGraph(nodes, edges))
    except NotInstalled as error:
        return error
    digest = hashlib.sha256()
    size = _zipped(files, path, digest) if form.is_folder else _packed(files, path, digest)
    return size, digest.hexdigest()


def _packed(files: Files, path: Path, digest: hashlib._Hash) -> int:
    size = 0
    with gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as file:
        for piece in files[""]:
            digest.update(piece)
            size += file.write(piece)
    return size


def _zipped(files: Files, path: Path, digest: hashlib._Hash) -> int:
    """The same bytes for the same files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, pieces in files.items():
            entry = zipfile.ZipInfo(name)  # of 1980, as long as it is not told the time
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
    return path.stat().st_size


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(_done(sys.stdin.buffer.read())))
