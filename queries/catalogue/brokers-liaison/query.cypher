MATCH (a:Actor)
WHERE a.liaison > 0
RETURN a.id AS actor, a.liaison AS liaison, a.constraint AS constraint, a.rank AS rank, a.rank_low AS rank_low,
       a.rank_high AS rank_high
ORDER BY liaison DESC, actor
LIMIT $most
