MATCH (giver:Actor)-[flow:FLOW]->(taker:Actor)
WHERE flow.kind = $kind
RETURN giver.kind AS source_kind, taker.kind AS target_kind, count(*) AS flows,
       sum(CASE WHEN flow.status = 'planned' THEN 1 ELSE 0 END) AS planned
ORDER BY source_kind, target_kind
