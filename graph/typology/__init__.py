"""Types of hubs from what the graph says of them, with reasons and with how sure one can be."""

from graph.typology.classify import CaseResult, HubResult, Typology
from graph.typology.evaluation import Evaluation, evaluate
from graph.typology.features import FEATURE, FEATURES
from graph.typology.figures import figures
from graph.typology.model import BAR, NONE, TYPES, TooFewLabels

__all__ = [
    "BAR",
    "FEATURE",
    "FEATURES",
    "NONE",
    "TYPES",
    "CaseResult",
    "Evaluation",
    "HubResult",
    "TooFewLabels",
    "Typology",
    "evaluate",
    "figures",
]
