MATCH (a:Actor)
WHERE a.constraint IS NOT NULL
RETURN a.id AS actor, a.constraint AS constraint, a.rank AS rank, a.rank_low AS rank_low,
       a.rank_high AS rank_high, a.gatekeeper AS gatekeeper, a.liaison AS liaison
ORDER BY constraint, actor
LIMIT $most
