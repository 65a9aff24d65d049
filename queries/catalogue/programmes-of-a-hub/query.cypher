MATCH (h:Hub {id: $hub})-[tie:RUNS|HOSTS|PART_OF]-(p:Programme)
WHERE NOT EXISTS { MATCH (h)-[above:PART_OF]->(p) WHERE above.id = tie.id }
RETURN p.id AS programme, p.kind AS kind, type(tie) AS relation, tie.status AS status, tie.evidence AS evidence
ORDER BY programme, relation, tie.id
