MATCH (h:Hub)
WHERE h.constraint IS NOT NULL
RETURN h.id AS hub, h.constraint AS constraint, h.effective_size AS effective_size, h.rank AS rank,
       h.rank_low AS rank_low, h.rank_high AS rank_high, h.gatekeeper AS gatekeeper, h.liaison AS liaison
ORDER BY constraint, hub
LIMIT $most
