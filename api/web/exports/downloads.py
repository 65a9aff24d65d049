"""Exports as files to download: each is rendered once, and kept on disk for as long as its graph is served."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
import weakref
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.exports import formats
from api.web.exports.rendering import render
from api.web.replies import is_known
from graph.export import Format
from graph.model import KnowledgeGraph

_PIECE = 256 * 1024  # bytes of a file that are in memory for each client
_GZIP = 16 + zlib.MAX_WBITS
_ZIP = "application/zip"


def media_type(form: Format) -> str:
    """Of the file that is downloaded: a folder travels as a zip."""
    return _ZIP if form.is_folder else form.media_type


def file_name(form: Format, version: str) -> str:
    """Of the file that is downloaded: it names the graph, and the format."""
    return f"tairyu-{version}-{form.name}.zip" if form.is_folder else f"tairyu-{version}{form.suffix}"


class Download:
    """An open file, packed by gzip where it is no zip; `size` is that of the file that people get. Many read it at a
    time, and it is closed when the last of them is done."""

    def __init__(self, file: BinaryIO, form: Format, version: str, size: int, digest: str):
        self._file, self._size = file, size
        self._turn = threading.Lock()
        self._is_packed, self._media_type = not form.is_folder, media_type(form)
        self._headers = {
            "ETag": f'W/"{digest[:20]}"',
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding, Accept-Language",
            "Content-Disposition": f'attachment; filename="{file_name(form, version)}"',
        }
        weakref.finalize(self, file.close)

    def to(self, request: Request) -> Response:
        """The response, which reads the file as the client takes it; 304 where the client has the same already."""
        if is_known(request.headers.get("if-none-match", ""), self._headers["ETag"]):
            return Response(status_code=304, headers=self._headers)
        unpack = self._is_packed and "gzip" not in request.headers.get("accept-encoding", "")
        length = self._size if unpack else os.fstat(self._file.fileno()).st_size
        sent = self._headers | {"Content-Length": str(length)}
        if self._is_packed and not unpack:
            sent["Content-Encoding"] = "gzip"
        if request.method == "HEAD":
            return Response(media_type=self._media_type, headers=sent)
        pieces = _unpacked(self.pieces()) if unpack else self.pieces()
        return StreamingResponse(pieces, media_type=self._media_type, headers=sent)

    def pieces(self) -> Iterator[bytes]:
        """The file as it stands on the disk."""
        place = 0
        while piece := self._read(place):
            yield piece
            place += len(piece)

    def _read(self, place: int) -> bytes:
        with self._turn:
            self._file.seek(place)
            return self._file.read(_PIECE)


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(_GZIP)
    for piece in pieces:
        while piece:
            yield inflate.decompress(piece, _PIECE)
            piece = inflate.unconsumed_tail
    yield inflate.flush()


class Downloads:
    """The exports of one graph."""

    def __init__(self, graph: KnowledgeGraph, version: str):
        self._graph, self._version = graph, version
        self._made: dict[Format, Download] = {}
        self._turn = asyncio.Lock()

    async def get(self, format_name: str, lang: str) -> Download:
        """The export, rendered unless it is there already. Raises NotInstalled where it needs a library that is not."""
        form = formats(lang)[format_name]
        if form not in self._made:
            async with self._turn:  # one at a time, as each takes memory while it is rendered
                if form not in self._made:
                    self._made[form] = await self._make(form, lang)
        return self._made[form]

    async def _make(self, form: Format, lang: str) -> Download:
        with tempfile.TemporaryDirectory(prefix="tairyu-export-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / form.name
            size, digest = await render(self._graph, form.name, lang, path)
            # It stays open and loses its name: however the server ends, nothing is left behind.
            return Download(path.open("rb"), form, self._version, size, digest)
