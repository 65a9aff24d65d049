"""Prints how much longer the first call on a small network takes than the second one, imports of Tairyu included."""

from __future__ import annotations

import time

from generator import Drawn, draw


def measures(drawn: Drawn) -> None:
    from graph.bridging.brokerage import brokerage
    from graph.bridging.cohesion import cohesion
    from graph.bridging.groups import modules
    from graph.bridging.holes import structural_holes
    from graph.bridging.network import Network
    from graph.bridging.paths import betweenness

    network = Network.of(range(drawn.n), drawn.source, drawn.target)
    for by_group in (brokerage, modules):
        by_group(network, drawn.community)
    for measure in (structural_holes, cohesion, betweenness):
        measure(network)


def main() -> None:
    drawn, seconds = draw(300, 900), []
    for _ in range(2):
        start = time.perf_counter()
        measures(drawn)
        seconds.append(time.perf_counter() - start)
    print(seconds[0] - seconds[1])


if __name__ == "__main__":
    main()
