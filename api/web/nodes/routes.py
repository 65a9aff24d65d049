"""Single nodes and ties, what is around them, and the search for them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.web.asked import Asked
from api.web.cards import edge_card, named, node_card
from api.web.models import Problem
from api.web.nodes.models import EdgeCard, Neighbours, NodeCard, SearchResults
from api.web.problems import NotFound, node_of
from api.web.replies import Reply, encoded
from graph.model import KnowledgeGraph
from graph.search import Match

router = APIRouter(tags=["nodes and ties"])
Json = dict[str, Any]
_REFUSED: dict[int | str, dict[str, Any]] = {404: {"model": Problem}}
NodeId = Annotated[str, Path(description="id or exact name", examples=["hub:co-ba"])]
Words = Annotated[str, Query(max_length=200, description="part of a name, alias or reading", examples=["コーバ"])]
Types = Annotated[list[str] | None, Query(max_length=20, description="only these types of nodes", examples=[["Hub"]])]


@router.get("/api/search", responses={200: {"model": SearchResults}})
async def search(
    request: Request, asked: Asked, q: Words = "", limit: Annotated[int, Query(ge=1, le=100)] = 20, type: Types = None
) -> Response:
    """Nodes by name, alias or reading; kana of either kind, full or half width. The best match first, each with the
    name that matched; a case that matches also leads to the hubs that it describes."""
    most = limit if type is None else len(asked.graph.nodes)
    found = asked.graph.matches(q, most) if q.strip() else []
    found = [match for match in found if type is None or match.node.type in type][:limit]
    return Reply.of(encoded({"query": q, "results": [_found(match) for match in found]})).to(request)


@router.get("/api/nodes/{id:path}/neighbours", responses={200: {"model": Neighbours}, **_REFUSED})
def neighbours(
    request: Request,
    asked: Asked,
    id: NodeId,
    depth: Annotated[int, Query(ge=1, le=3)] = 1,
    limit: Annotated[int, Query(ge=1, le=2000, description="most nodes; the nearest come first")] = 500,
) -> Response:
    """The nodes up to `depth` ties away, whatever the direction of the ties, and every tie between them."""
    node = node_of(asked.graph, id)
    key = f"neighbours {depth} {limit} {node.id}"
    return asked.reply(key, lambda: _around(asked.graph, node.id, depth, limit)).to(request)


@router.get("/api/nodes/{id:path}", responses={200: {"model": NodeCard}, **_REFUSED})
async def one_node(request: Request, asked: Asked, id: NodeId) -> Response:
    """A node with its properties, all its ties, and the lines that state each."""
    node = node_of(asked.graph, id)
    return asked.reply(f"node {node.id}", lambda: node_card(asked.graph, node)).to(request)


@router.get("/api/edges/{id:path}", responses={200: {"model": EdgeCard}, **_REFUSED})
async def one_edge(
    request: Request, asked: Asked, id: Annotated[str, Path(examples=["edge:e07ba8a6653d"])]
) -> Response:
    """A tie with both ends, the lines that state it, and the statements that differ from it."""
    edge = asked.graph.edges.get(id)
    if edge is None:
        raise NotFound("web.no_edge", found=id)
    return asked.reply(f"edge {id}", lambda: edge_card(asked.graph, edge)).to(request)


def _found(match: Match) -> Json:
    found: Json = {"field": match.field, "text": match.text}
    if match.case:
        found["case"] = named(match.case)
    long = match.node.properties.get("qualified")
    return named(match.node) | {"matched": found} | ({"qualified": long} if long else {})


def _around(graph: KnowledgeGraph, start: str, depth: int, limit: int) -> Json:
    distance, edge = {start: 0}, [start]
    for step in range(1, depth + 1):
        near = {end for key in edge for tie in _ties(graph, key) for end in (tie.source, tie.target)}
        edge = sorted(near - distance.keys())[: limit - len(distance)]
        distance |= dict.fromkeys(edge, step)
    between = [tie for tie in graph.edges.values() if tie.source in distance and tie.target in distance]
    return {
        "id": start,
        "depth": depth,
        "is_whole": len(distance) < limit,
        "nodes": [named(graph.nodes[key]) | {"distance": distance[key]} for key in distance],
        "edges": [tie.as_json() for tie in between],
    }


def _ties(graph: KnowledgeGraph, key: str) -> Any:
    return [*graph.out_edges(key), *graph.in_edges(key)]
