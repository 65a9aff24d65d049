MATCH (a)-[tie:SPOKE_AT]->(n {id: $node})
RETURN a.id AS person, tie.status AS status, tie.evidence AS evidence
ORDER BY person, tie.id
