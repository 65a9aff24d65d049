"""The commands, by what they are about; importing this package adds them to the command line."""

from api.commands import graphs, identity, looking, networks, questions, serving, sources

__all__ = ["graphs", "identity", "looking", "networks", "questions", "serving", "sources"]
