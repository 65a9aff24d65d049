"""Two hundred users for a minute: nobody is refused, and the server does not grow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "api.py"


@pytest.mark.load
def test_two_hundred_users_meet_no_error_and_memory_stays_flat() -> None:
    command = [sys.executable, str(PROGRAM), "--json", "--users", "200", "--seconds", "60", "--port", "18865"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    found = json.loads(done.stdout)
    assert found["errors"] == []
    assert found["requests"] > 200 * 20
    sizes = found["memory_mib"]
    third = len(sizes) // 3
    # What grows with every request grows in the last third as well.
    assert max(sizes[-third:]) < max(sizes[third:-third]) + 10
