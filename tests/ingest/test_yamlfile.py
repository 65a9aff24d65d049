"""YAML from people: what is safe is read with its lines, the rest is a clear error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.problems import InputError
from ingest.yamlfile import MAX_BYTES, read_yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def read(tmp_path: Path, content: str | bytes) -> object:
    path = tmp_path / "x.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (BOMB, "yaml_alias", 2),
        ("a: 1\nb: !!python/object:os.system x\n", "yaml_tag", 2),
        ("a: 1\na: 2\n", "key_twice", 2),
        ("a: [1\n", "not_yaml", 2),
        ("", "file_empty", 0),
        ("# nothing\n", "file_empty", 0),
        ("a: 1\n---\nb: 2\n", "yaml_two_documents", 2),
        ("? [a]\n: 1\n", "yaml_key", 1),
        (b"a: 1\nb: \xff\n", "not_utf8", 2),
        ("[" * 100_000, "yaml_too_deep", 1),
        ("x" * (MAX_BYTES + 1), "file_too_large", 0),
    ],
)
def test_what_is_not_safe_is_an_error_with_its_line(tmp_path: Path, content: str | bytes, code: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, content)
    assert [(p.code, p.line) for p in caught.value.problems] == [(code, line)]
    for lang in ("ja", "en"):
        assert "x.yaml" in caught.value.problems[0].text(lang)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_yaml(tmp_path / "none.yaml")
    assert caught.value.problems[0].code == "file_missing"


def test_values_keep_their_kind_and_their_line(tmp_path: Path) -> None:
    file = read(tmp_path, "a: 24\nb: 2018-04\nc: 2018-04-01\nd: [1.5, no, true]\ne: 0123\nf: 1:30\ng:\n")
    assert file.data == {
        "a": 24, "b": "2018-04", "c": "2018-04-01", "d": [1.5, "no", True], "e": "0123", "f": "1:30", "g": None,
    }  # fmt: skip
    assert file.line(("d", 1)) == 4
    assert file.line(("c",)) == 3
    assert file.line(("d", 1, "nothing below")) == 4


@given(st.text(max_size=60))
def test_any_text_is_data_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        read(tmp_path_factory.mktemp("y"), text.encode("utf-8", "surrogatepass"))
    except InputError as error:
        assert error.problems
