MATCH (n:Actor|Hub {id: $node})
WHERE n.rank IS NOT NULL
RETURN n.coordinator AS coordinator, n.itinerant AS itinerant, n.gatekeeper AS gatekeeper,
       n.representative AS representative, n.liaison AS liaison, n.constraint AS constraint, n.rank AS rank,
       n.rank_low AS rank_low, n.rank_high AS rank_high, n.betweenness AS betweenness
ORDER BY rank
