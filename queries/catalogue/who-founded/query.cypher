MATCH (a)-[tie:FOUNDED]->(n {id: $node})
RETURN a.id AS actor, tie.status AS status, tie.evidence AS evidence
ORDER BY actor, tie.id
