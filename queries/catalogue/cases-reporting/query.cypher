MATCH ()-[flow:FLOW]->()
WHERE flow.kind = $kind
UNWIND flow.cases AS study
RETURN study AS `case`, count(*) AS flows, sum(CASE WHEN flow.status = 'planned' THEN 1 ELSE 0 END) AS planned
ORDER BY flows DESC, `case`
