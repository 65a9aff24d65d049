MATCH (doer)-[tie:UPGRADES|PRODUCES|USES]->(r:Resource)
WHERE r.kind = $kind
RETURN r.id AS resource, doer.id AS who, type(tie) AS relation, tie.status AS status, tie.evidence AS evidence
ORDER BY resource, who, relation, tie.id
