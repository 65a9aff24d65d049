MATCH (a:Actor)-[tie]-(n:Actor|Hub|Programme)
WHERE coalesce(a.generic, false) = false AND coalesce(tie.status, 'actual') <> 'planned'
RETURN a.id AS actor, count(DISTINCT n.id) AS number, a.rank AS rank
ORDER BY number DESC, actor
LIMIT $most
