"""What an ad hoc query may hold: reading only, nothing from files or the network, not too long, not too deep.

The engines are opened read-only besides, and run in a process that is ended when it costs too much.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from functools import cache

from graph.schema import load_schema
from queries.errors import BadQuery, LimitExceeded
from queries.limits import LIMITS

# Clauses of Cypher that write, read files, reach the network, change the database or look into the server.
_CYPHER_NO = frozenset(
    (
        *("ALTER", "ATTACH", "BEGIN", "CALL", "CHECKPOINT", "COMMENT", "COMMIT", "COPY", "CREATE", "DELETE", "DETACH"),
        *("DROP", "EXPORT", "FOREACH", "IMPORT", "INSERT", "INSTALL", "LOAD", "MERGE", "PROJECT", "REMOVE", "RENAME"),
        *("ROLLBACK", "SET", "SHOW", "TERMINATE", "UNINSTALL", "UPDATE", "USE"),
    )
)
_SPARQL_NO = ("SERVICE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "INSERT", "DELETE")
# `open`, and words as long as they go, keep a text from being walked through again and again, which holds up a server.
_CYPHER_TOKEN = re.compile(
    r"""(?P<comment>//[^\n\r]*|/\*.*?\*/)|(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`)"""
    r"""|(?P<open>/\*|['"`])|(?P<word>[^\W\d]\w*)|(?P<bracket>[()\[\]{}])|(?P<mark>[.:$])""",
    re.DOTALL,
)
_SPARQL_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<text>'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")"""
    r"""|(?P<open>['"])|(?P<name>[\w-]*:(?:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)*)?)|(?P<variable>[?$]\w+)"""
    r"""|(?P<word>[\w-]+)|(?P<bracket>[()\[\]{}])""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPENING = frozenset("([{")


def check_cypher(text: str) -> None:
    """Raises BadQuery or LimitExceeded where the query must not be run."""
    _check_size(text)
    # Neo4j reads escapes before anything else, so that they may hide a word; nobody needs them.
    if (at := text.find("\\u")) >= 0:
        raise BadQuery("query.forbidden", word="\\u", **_place(text, at))
    before, depth = "", 0
    for match in _CYPHER_TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        _check_closed(text, match)
        if kind == "word" and before not in (".", ":", "$") and found.upper() in _CYPHER_NO:
            raise BadQuery("query.forbidden", word=found.upper(), **_place(text, match.start()))
        depth = _deeper(depth, kind, found)
        if kind != "comment":
            before = found


def check_sparql(text: str) -> None:
    """Raises BadQuery or LimitExceeded where the query must not be run, also for names that the schema has not."""
    _check_size(text)
    # Escapes are read before anything else (SPARQL 1.1, 19.2), and may hide a word.
    text = _ESCAPED.sub(_unescaped, text)
    depth = 0
    for match in _SPARQL_TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        _check_closed(text, match)
        # The parser takes a keyword also where something is glued to it, or where it looks like a prefix.
        word = found.partition(":")[0].upper() if kind in ("word", "name") else ""
        if forbidden := next((one for one in _SPARQL_NO if one in word), None):
            raise BadQuery("query.forbidden", word=forbidden, **_place(text, match.start()))
        if kind == "name" and found.startswith("ty:") and found[3:] not in _terms():
            near = difflib.get_close_matches(found[3:], _terms(), 1, 0.5) or ["—"]
            raise BadQuery("query.unknown_name", found=found, near=near[0], **_place(text, match.start()))
        depth = _deeper(depth, kind, found)


def _check_size(text: str) -> None:
    limit = LIMITS["text"].value()
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:  # half of a pair, as JSON can hold it
        raise BadQuery("query.character", **_place(text, error.start)) from None
    if size > limit * 1024:
        raise LimitExceeded("query.text", limit=f"{limit:g}")


def _check_closed(text: str, match: re.Match[str]) -> None:
    if match.lastgroup == "open":
        raise BadQuery("query.open", found=match.group(), **_place(text, match.start()))


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else match[0]


def _deeper(depth: int, kind: str | None, found: str) -> int:
    if kind != "bracket":
        return depth
    depth += 1 if found in _OPENING else -1
    limit = LIMITS["nesting"].value()
    if depth > limit:
        raise LimitExceeded("query.nesting", limit=f"{limit:g}")
    return depth


def _place(text: str, at: int) -> dict[str, int]:
    """The line and the column of a place, from 1."""
    line = text.count("\n", 0, at) + 1
    return {"line": line, "column": at - text.rfind("\n", 0, at)}


@cache
def _terms() -> frozenset[str]:
    return frozenset(_term_names())


def _term_names() -> Iterator[str]:
    """Everything that stands below `ty:` in the RDF."""
    from queries.measures import COLUMNS

    schema = load_schema()
    yield from ("propertyEvidence", "property", "firstLine", "lastLine", "digest", "kind", *COLUMNS)
    for name, enum in schema.enums.items():
        yield name
        yield from (f"{name}.{value}" for value in enum.values)
    for kinds in (schema.nodes, schema.edges):
        for name, spec in kinds.items():
            yield name
            yield from spec.properties
            yield from getattr(spec, "built", {})
