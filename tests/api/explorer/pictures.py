"""Of which page the pictures of docs/explorer.md were made: `python tests/api/explorer/pictures.py` notes it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "explorer"
NOTE = FOLDER / "made-of.txt"


def page_now() -> str:
    """Names the files of the page: 16 hex digits. A change of a comment counts too: pictures cost a minute."""
    from api.explorer import assets

    found = assets()
    return hashlib.sha256(b"".join(name.encode() + found[name].body for name in sorted(found))).hexdigest()[:16]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    NOTE.write_text(page_now() + "\n", encoding="utf-8")
