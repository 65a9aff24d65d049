MATCH (giver)-[flow:FLOW]->(taker)
WHERE flow.kind = $kind AND flow.amount IS NOT NULL
RETURN giver.id AS source, taker.id AS target, flow.what_ja AS what_ja, flow.amount AS amount, flow.unit AS unit,
       flow.per AS per, flow.qualifier AS qualifier, flow.since AS since, flow.status AS status,
       flow.evidence AS evidence
ORDER BY source, target, flow.id
