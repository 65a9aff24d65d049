MATCH (a)-[tie:FUNDS|INVESTS_IN]->(n {id: $node})
RETURN a.id AS actor, type(tie) AS relation, tie.status AS status, tie.evidence AS evidence
ORDER BY actor, relation, tie.id
