MATCH (a:Hub)-[tie:LINKED_WITH|PART_OF]->(b:Hub)
RETURN a.id AS hub, type(tie) AS relation, b.id AS other, tie.status AS status, tie.evidence AS evidence
ORDER BY hub, other, relation
