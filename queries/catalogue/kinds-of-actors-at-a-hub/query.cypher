MATCH (h:Hub {id: $hub})-[tie]-(a:Actor)
WHERE coalesce(tie.status, 'actual') <> 'planned'
UNWIND tie.evidence AS lines
RETURN a.kind AS kind, count(DISTINCT a.id) AS number,
       count(DISTINCT CASE WHEN a.generic = true THEN a.id ELSE NULL END) AS role_groups,
       collect(DISTINCT a.id) AS actors, collect(DISTINCT lines) AS evidence
ORDER BY number DESC, kind
