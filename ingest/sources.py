"""The documents and their texts: lines, digests, and where the user has attached them.

The texts are not shipped. A digest of each cited range is, so that anyone who holds the text can
prove that the line numbers count it.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import platformdirs

from graph.model import Evidence
from graph.names import fold_keeping_space
from graph.schema import Label
from ingest.formats import read_valid
from ingest.problems import Problem, show_path

Lines = tuple[int, int]
SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Document:
    """A published source; `bare_era` is the era meant by a year of two digits (「２１年」)."""

    id: str
    title: Label
    publisher: Label
    date: str
    sha256: str
    line_count: int
    bare_era: str | None = None


class Text:
    """The text of a document, by 1-based inclusive ranges of lines."""

    def __init__(self, text: str):
        self._lines = text.split("\n")
        if self._lines[-1] == "":
            self._lines.pop()

    def __len__(self) -> int:
        return len(self._lines)

    def quote(self, lines: Lines) -> list[tuple[int, str]]:
        """The lines of a range with their numbers, blank ones left out."""
        first, last = lines
        numbered = enumerate(self._lines[first - 1 : last], first)
        return [(number, line.strip()) for number, line in numbered if line.strip()]

    def digest(self, lines: Lines) -> str:
        """The first 16 hex digits of sha256 over the range, NFKC-normalised, all white space removed."""
        first, last = lines
        joined = unicodedata.normalize("NFKC", "\n".join(self._lines[first - 1 : last]))
        return hashlib.sha256(re.sub(r"\s+", "", joined).encode("utf-8")).hexdigest()[:16]

    @cached_property
    def _folded(self) -> list[str]:
        return [fold_keeping_space(line) for line in self._lines]

    @lru_cache(maxsize=4096)  # noqa: B019 - a text lives as long as the process
    def folded(self, ranges: tuple[Lines, ...]) -> str:
        """The ranges folded for comparison (see graph.names), joined by line breaks.

        Blank lines are dropped, so that a name broken over a page is still one.
        """
        lines = [line for first, last in ranges for line in [*self._folded[first - 1 : last], "\x00"]]
        return "\n".join(line.strip() for line in lines if line.strip())


def read_documents(path: Path) -> dict[str, Document]:
    """The documents of a `documents.yaml`; InputError where its form is wrong."""
    return {
        key: Document(
            key,
            Label(**raw["title"]),
            Label(**raw["publisher"]),
            str(raw.get("date", "")),
            raw["sha256"],
            raw["line_count"],
            raw.get("bare_era"),
        )
        for key, raw in read_valid(path, "documents").data.items()
    }


def versions(documents: Iterable[Document]) -> dict[str, str]:
    """The sha256 of each document by its id."""
    return {document.id: document.sha256 for document in documents}


def home() -> Path:
    """Where Tairyu keeps the attached texts and the built graph: TAIRYU_HOME, else the user's data folder."""
    chosen = os.environ.get("TAIRYU_HOME")
    return Path(chosen) if chosen else platformdirs.user_data_path("tairyu", appauthor=False)


def attached() -> Path:
    return home() / "sources"


def read_texts(folder: Path, wanted: Mapping[str, str]) -> tuple[dict[str, Text], list[Problem]]:
    """The texts `<document>.txt` of a folder, with a problem for each that is missing or another version.

    `wanted` gives the sha256 of each wanted document.
    """
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for document, version in wanted.items():
        path = folder / f"{document}.txt"
        if not path.is_file():
            problems.append(Problem("text_missing", show_path(path), values={"found": path.name}))
            continue
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        if digest != version:
            problems.append(Problem("text_differs", show_path(path), values={"found": digest[:16]}))
        else:
            texts[document] = Text(raw.decode("utf-8"))
    return texts, problems


def attached_texts(wanted: Mapping[str, str]) -> dict[str, Text]:
    """The texts that the user has attached, as far as they are there and right."""
    return read_texts(attached(), wanted)[0]


def attach(folder: Path, wanted: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    """Copies the wanted texts of `folder` to the user's data folder.

    Returns the ids attached, and a problem for each text that is missing or another version.
    """
    texts, problems = read_texts(folder, wanted)
    for name in texts:
        write_atomically(attached() / f"{name}.txt", (folder / f"{name}.txt").read_bytes())
    return sorted(texts), problems


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: a reader sees the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class Digests:
    """The sealed digests of the cited ranges: `<folder>/<document>.tsv`, one range a line."""

    def __init__(self, folders: Iterable[Path], texts: dict[str, Text] | None = None):
        self._sealed: dict[tuple[str, Lines], str] = {}
        self._texts = texts or {}
        for folder in folders:
            for path in sorted(folder.glob("*.tsv")):
                for row in path.read_text(encoding="utf-8").splitlines():
                    first, last, digest = row.split("\t")
                    self._sealed[path.stem, (int(first), int(last))] = digest

    def evidence(self, document: str, lines: Lines) -> Evidence | None:
        """The evidence for a range; None where it is neither sealed nor its text attached."""
        digest = self._sealed.get((document, lines))
        if digest is None and document in self._texts:
            digest = self._texts[document].digest(lines)
        return Evidence(document, lines, digest) if digest else None


def seal(folder: Path, texts: dict[str, Text], cited: Iterable[tuple[str, Lines]]) -> int:
    """Writes the digests of the cited ranges of the given texts; returns how many."""
    by_document: dict[str, set[Lines]] = {}
    for document, lines in cited:
        if document in texts:
            by_document.setdefault(document, set()).add(lines)
    for document, ranges in by_document.items():
        rows = [f"{a}\t{b}\t{texts[document].digest((a, b))}\n" for a, b in sorted(ranges)]
        write_atomically(folder / f"{document}.tsv", "".join(rows).encode("utf-8"))
    return sum(map(len, by_document.values()))
