MATCH ()-[flow:FLOW]->()
RETURN flow.kind AS kind, count(*) AS flows, sum(CASE WHEN flow.status = 'planned' THEN 1 ELSE 0 END) AS planned
ORDER BY kind
