MATCH (:Region {id: $one})<-[:WITHIN*0..3]-(:Region)<-[here:LOCATED_IN|GOVERNS]-(x:Actor|Hub|Programme)
MATCH (x)-[tie]-(n:Actor|Hub|Programme)
WHERE coalesce(here.status, 'actual') <> 'ended' AND coalesce(tie.status, 'actual') <> 'planned'
UNWIND [x.id, n.id] AS tied
WITH tied, collect(DISTINCT x.id) AS at_one
MATCH (a:Actor {id: tied})-[tie]-(n:Actor|Hub|Programme)
WHERE coalesce(a.generic, false) = false AND coalesce(tie.status, 'actual') <> 'planned'
UNWIND [a.id, n.id] AS near
WITH DISTINCT a, at_one, near
MATCH (y:Actor|Hub|Programme {id: near})-[there:LOCATED_IN|GOVERNS]->(:Region)-[:WITHIN*0..3]->(:Region {id: $other})
WHERE coalesce(there.status, 'actual') <> 'ended'
RETURN a.id AS actor, at_one, collect(DISTINCT y.id) AS at_other
ORDER BY actor
