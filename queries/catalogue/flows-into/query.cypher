MATCH (there)-[flow:FLOW]->(here)
WHERE here.id = $node
RETURN flow.kind AS kind, there.id AS source, flow.via AS via, flow.what_ja AS what_ja, flow.amount AS amount,
       flow.unit AS unit, flow.status AS status, flow.evidence AS evidence
ORDER BY kind, source, flow.id
