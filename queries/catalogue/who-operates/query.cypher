MATCH (actor:Actor)-[tie:OPERATES]->(hub:Hub {id: $hub})
RETURN actor.id AS actor, tie.status AS status, tie.evidence AS evidence
ORDER BY actor
