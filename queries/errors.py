"""What can go wrong with a query; every error says what was wrong, where, and what to do.

QueryError
├── BadQuery       the text cannot be run: syntax, unknown names, what is not allowed
├── BadParameter   a parameter is missing, unknown or of the wrong type
└── LimitExceeded  it cost more than LIMITS allow
"""

from __future__ import annotations


class QueryError(Exception):
    """`code` and `values` name the sentence of messages.yaml that tells it."""

    def __init__(self, code: str, **values: object):
        super().__init__(f"{code}: " + ", ".join(f"{name}={value}" for name, value in values.items()))
        self.code, self.values = code, values

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, (type(self), self.code, self.values)


class BadQuery(QueryError):
    """The text of a query cannot be run."""


class BadParameter(QueryError):
    """A parameter of a question is missing, unknown or of the wrong type."""


class LimitExceeded(QueryError):
    """A query was ended because it cost too much."""


def _remade(kind: type[QueryError], code: str, values: dict[str, object]) -> QueryError:
    return kind(code, **values)
