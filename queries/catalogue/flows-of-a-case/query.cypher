MATCH (giver)-[flow:FLOW]->(taker)
WHERE $one_case IN flow.cases
RETURN flow.kind AS kind, giver.id AS source, taker.id AS target, flow.what_ja AS what_ja, flow.status AS status,
       flow.evidence AS evidence
ORDER BY kind, source, target, flow.id
