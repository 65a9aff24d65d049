MATCH (p:Region)-[:WITHIN*0..5]->(r:Region {id: $region})
WITH DISTINCT p
MATCH (h:Hub)-[tie:LOCATED_IN]->(p)
RETURN h.id AS hub, p.id AS place, tie.status AS status, tie.evidence AS evidence
ORDER BY hub, place, tie.id
