MATCH (a:Actor)
WHERE a.gatekeeper > 0
RETURN a.id AS actor, a.gatekeeper AS gatekeeper, a.constraint AS constraint, a.rank AS rank, a.rank_low AS rank_low,
       a.rank_high AS rank_high
ORDER BY gatekeeper DESC, actor
LIMIT $most
