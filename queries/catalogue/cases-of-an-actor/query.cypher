MATCH (d:Document)<-[:REPORTED_IN]-(c:`Case`)-[tie:DESCRIBES]->(a:Actor {id: $actor})
RETURN c.id AS `case`, d.id AS document, tie.evidence AS evidence
ORDER BY c.id, document, tie.id
