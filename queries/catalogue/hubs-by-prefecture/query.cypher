MATCH (h:Hub)-[at:LOCATED_IN]->(:Region)-[:WITHIN*0..3]->(p:Region {level: 'prefecture'})
WHERE coalesce(at.status, 'actual') <> 'ended'
UNWIND at.evidence AS lines
RETURN p.id AS prefecture, count(DISTINCT h.id) AS number, collect(DISTINCT h.id) AS hubs,
       collect(DISTINCT lines) AS evidence
ORDER BY number DESC, prefecture
