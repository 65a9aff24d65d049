MATCH (a:Actor)-[tie:OPERATES]->(h:Hub {id: $hub})
RETURN a.id AS actor, tie.status AS status, tie.evidence AS evidence
ORDER BY actor
