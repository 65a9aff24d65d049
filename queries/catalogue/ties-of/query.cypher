MATCH (n {id: $node})-[tie]-(o)
WHERE NOT type(tie) IN ['DESCRIBES', 'REPORTED_IN', 'WITHIN', 'GOVERNS']
OPTIONAL MATCH (n)-[away]->(o)
WHERE away.id = tie.id
RETURN CASE WHEN type(tie) IN ['LINKED_WITH', 'PARTNERS_WITH'] THEN 'both' WHEN away.id IS NULL THEN 'in' ELSE 'out' END
         AS direction,
       type(tie) AS relation, tie.kind AS kind, o.id AS other, tie.status AS status, tie.evidence AS evidence
ORDER BY direction, relation, other, tie.id
