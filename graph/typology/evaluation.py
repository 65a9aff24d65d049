"""How well the types are found, by leave-one-out, beside baselines that know less.

Everything is inside the loop: standardisation, coefficients, class frequencies, document
frequencies and centroids are made anew without the hub that is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, sqrt

import numpy as np

from graph.model import KnowledgeGraph
from graph.typology.classify import Typology, describes_hub, hub_chances
from graph.typology.features import FEATURES, Candidate, case_candidates, matrix
from graph.typology.model import NONE, TYPES, decide, held_out, labels

BINS = 5
STRENGTHS = (0.1, 0.25, 1.0, 4.0)


@dataclass(frozen=True)
class Score:
    """How one method did: `brier` and `chances` None where it gives no probabilities.

    Accuracy: share of hubs whose predicted type is among the reported. `interval` is Wilson's, at
    95 %. Macro-F1: mean over the types, of one prediction per hub; a hub with two types counts as
    missed for the one that is not predicted.
    """

    name: str
    predicted: tuple[str, ...]
    right: tuple[bool, ...]
    macro_f1: float
    brier: float | None
    chances: np.ndarray | None

    @property
    def accuracy(self) -> float:
        return sum(self.right) / len(self.right)

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(sum(self.right), len(self.right))


@dataclass(frozen=True)
class Evaluation:
    """`scores`: the model first, then it without the form, then the baselines.

    `confusion`: (reported, predicted) to number of hubs. `bins`: lowest and highest probability,
    number, mean probability, share that is so. `sensitivity`: the model by multiple of the penalty.
    `hub_score`: cases judged right as hub or no hub, cases, share of the commoner answer, Brier
    score. `orientation`: (reported, computed) to number of hubs.
    """

    hubs: tuple[Candidate, ...]
    scores: tuple[Score, ...]
    confusion: Counter[tuple[str, str]]
    bins: list[tuple[float, float, int, float, float]]
    sensitivity: dict[float, Score]
    hub_score: tuple[int, int, float, float]
    orientation: Counter[tuple[str, str]]


def evaluate(graph: KnowledgeGraph) -> Evaluation:
    """Leave-one-out on the hubs with a reported type. Raises TooFewLabels as Typology does."""
    typology = Typology(graph)
    hubs = typology.labelled
    x, y = matrix(hubs), labels([hub.node for hub in hubs])
    model = score("model", held_out(x, y), y)
    texts = [_summary(graph, hub) for hub in hubs]
    # The form is the coders' word, and they saw the headings: what is left without it?
    formless = x[:, [not feature.name.startswith("form_") for feature in FEATURES]]
    scores = (
        model,
        score("no_form", held_out(formless, y), y),
        score("majority", _held_out(hubs, y, lambda others, _: others_share(y[others])), y),
        score("form", _held_out(hubs, y, lambda others, i: _by_form(hubs, y, others, i)), y),
        _text_score(texts, y),
    )
    reported = ["+".join(hub.node.properties["reported_types"]) for hub in hubs]
    return Evaluation(
        tuple(hubs),
        scores,
        Counter(zip(reported, model.predicted, strict=True)),
        reliability(np.asarray(model.chances), y),
        {strength: score(str(strength), held_out(x, y, strength), y) for strength in STRENGTHS},
        _hub_score(graph),
        Counter(
            (result.orientation_reported, result.orientation_computed)
            for result in typology.hubs()
            if result.orientation_reported and result.reported
        ),
    )


def score(name: str, chances: np.ndarray, y: np.ndarray) -> Score:
    """The score of probabilities, shape (n, 3), against reported types, shape (n, 3)."""
    return _score(name, [decide(row) for row in chances], y, float(np.mean((chances - y) ** 2)), chances)


def _score(
    name: str, predicted: Sequence[str], y: np.ndarray, brier: float | None, chances: np.ndarray | None
) -> Score:
    said = np.array([[float(one == name_) for name_ in TYPES] for one in predicted])
    hits = (said * y).sum(axis=0)
    f1 = 2 * hits / np.maximum(said.sum(axis=0) + y.sum(axis=0), 1)
    return Score(name, tuple(predicted), tuple((said * y).sum(axis=1) > 0), float(f1.mean()), brier, chances)


def _held_out(hubs: Sequence[Candidate], y: np.ndarray, guess: Callable[[np.ndarray, int], np.ndarray]) -> np.ndarray:
    return np.array([guess(np.arange(len(hubs)) != i, i) for i in range(len(hubs))])


def others_share(y: np.ndarray) -> np.ndarray:
    """The share of each type, shape (3,), with half an example and half a counter-example added
    (Krichevsky & Trofimov 1981), so that no small group gives certainty."""
    return (y.sum(axis=0) + 0.5) / (len(y) + 1)


def _by_form(hubs: Sequence[Candidate], y: np.ndarray, others: np.ndarray, i: int) -> np.ndarray:
    same = np.array([hub.node.properties["form"] == hubs[i].node.properties["form"] for hub in hubs])
    return others_share(y[others & same])


def _summary(graph: KnowledgeGraph, hub: Candidate) -> str:
    return "".join(graph.nodes[case].text("summary", "ja") for case in hub.homes)


def _text_score(texts: Sequence[str], y: np.ndarray) -> Score:
    predicted = []
    for i in range(len(texts)):
        others = [j for j in range(len(texts)) if j != i]
        predicted.append(nearest_centroid([texts[j] for j in others], y[others], texts[i]))
    return _score("text", predicted, y, None, None)


def nearest_centroid(texts: Sequence[str], y: np.ndarray, text: str) -> str:
    """The type whose mean TF-IDF vector of character bigrams is nearest by cosine to `text`; "none"
    where they share no bigram."""
    counts = [Counter(_bigrams(one)) for one in texts]
    words = sorted({word for count in counts for word in count})
    place = {word: column for column, word in enumerate(words)}
    seen = Counter(word for count in counts for word in count)
    # Smoothed as in Manning, Raghavan & Schütze 2008, with one document added that holds every bigram.
    idf = np.log((1 + len(texts)) / (1 + np.array([seen[word] for word in words]))) + 1

    def vector(count: Counter[str]) -> np.ndarray:
        found = np.zeros(len(words))
        for word, number in count.items():
            if word in place:
                found[place[word]] = number
        return _unit(found * idf)

    rows = np.array([vector(count) for count in counts])
    near = np.array([_unit(rows[column > 0].mean(axis=0)) for column in y.T]) @ vector(Counter(_bigrams(text)))
    return TYPES[int(np.argmax(near))] if near.max() > 0 else NONE


def _bigrams(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _unit(vector: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vector)
    return vector / length if length else vector


def wilson(right: int, total: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Wilson's score interval of a share (Wilson 1927), by default at 95 %."""
    share, spread = right / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return middle - half, middle + half


def sign_test(one: Sequence[bool], other: Sequence[bool]) -> float:
    """Two-sided exact McNemar test of two methods on the same hubs: the chance of so uneven a split of
    the hubs on which only one is right, if both were equally good."""
    wins = [a for a, b in zip(one, other, strict=True) if a != b]
    fewer = min(sum(wins), len(wins) - sum(wins))
    return min(1.0, 2 * sum(comb(len(wins), k) for k in range(fewer + 1)) / 2 ** len(wins))


def reliability(chances: np.ndarray, y: np.ndarray, bins: int = BINS) -> list[tuple[float, float, int, float, float]]:
    """For each bin of equal width that holds any: its ends, number, mean probability, share that is so."""
    which = np.minimum((chances * bins).astype(int), bins - 1)
    found = []
    for number in range(bins):
        inside = which == number
        if inside.any():
            ends = number / bins, (number + 1) / bins
            found.append((*ends, int(inside.sum()), float(chances[inside].mean()), float(y[inside].mean())))
    return found


def _hub_score(graph: KnowledgeGraph) -> tuple[int, int, float, float]:
    cases = case_candidates(graph)
    y = np.array([describes_hub(case) for case in cases])
    chances = hub_chances(cases)
    return (
        int(((chances >= 0.5) == y).sum()),
        len(cases),
        float(max(y.mean(), 1 - y.mean())),
        float(np.mean((chances - y) ** 2)),
    )
