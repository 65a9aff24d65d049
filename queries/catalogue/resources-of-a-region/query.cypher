MATCH (r:Resource)-[tie:LOCATED_IN]->(near:Region)-[:WITHIN*0..8]->(around:Region)
WHERE around.id = $region
RETURN DISTINCT r.id AS resource, near.id AS place, r.kind AS kind, tie.status AS status, tie.evidence AS evidence
ORDER BY resource, place
