MATCH (h:Hub)-[at:LOCATED_IN]->(:Region)-[:WITHIN*0..3]->(p:Region {level: 'prefecture'})
WHERE coalesce(at.status, 'actual') <> 'ended'
UNWIND at.evidence AS lines
WITH p.id AS prefecture, count(DISTINCT h.id) AS number, collect(DISTINCT h.id) AS hubs,
     collect(DISTINCT lines) AS evidence, sum(CASE WHEN $type IN h.reported_types THEN 1 ELSE 0 END) AS reported
WHERE reported = 0
RETURN prefecture, number, hubs, evidence
ORDER BY number DESC, prefecture
