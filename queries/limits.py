"""What a query may cost. Each limit can be set by an environment variable, and is enforced from outside the engine."""

from __future__ import annotations

import os
from dataclasses import dataclass

from queries.errors import BadParameter


@dataclass(frozen=True, slots=True)
class Limit:
    """`name` as in TAIRYU_QUERY_<NAME>; `unit` and `why` are for people."""

    name: str
    default: float
    unit: str
    why: str

    @property
    def variable(self) -> str:
        return f"TAIRYU_QUERY_{self.name.upper()}"

    def value(self) -> float:
        """What is set, else the default. Raises BadParameter where what is set is no number above 0."""
        text = os.environ.get(self.variable)
        if text is None:
            return self.default
        try:
            number = float(text)
        except ValueError:
            number = 0
        if number <= 0:
            raise BadParameter("query.bad_limit", variable=self.variable, found=text, unit=self.unit)
        return number


LIMITS = {
    limit.name: limit
    for limit in (
        Limit("seconds", 10, "seconds", "time for one query, after which its process is ended"),
        Limit("rows", 10_000, "rows", "rows of an answer"),
        Limit("bytes", 16, "MiB", "size of an answer"),
        Limit("memory", 1024, "MiB", "memory of the process that answers"),
        Limit("text", 64, "KiB", "length of a query"),
        Limit("nesting", 64, "levels", "brackets within brackets"),
    )
}
