MATCH (a:Actor)-[tie:PARTNERS_WITH]->(b:Actor)
WHERE replace(tie.since, 'FY', '') >= $year
RETURN tie.since AS since, a.id AS one, b.id AS other, tie.status AS status, tie.evidence AS evidence
ORDER BY since, tie.id
