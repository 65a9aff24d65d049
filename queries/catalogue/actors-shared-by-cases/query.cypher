MATCH (c:`Case`)-[tie:DESCRIBES]->(a:Actor)
WHERE coalesce(a.generic, false) = false
UNWIND tie.evidence AS lines
WITH a.id AS actor, count(DISTINCT c.id) AS number, collect(DISTINCT c.id) AS cases, collect(DISTINCT lines) AS evidence
WHERE number >= $least
RETURN actor, number, cases, evidence
ORDER BY number DESC, actor
