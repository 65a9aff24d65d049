MATCH (h:Hub)-[tie]-(n)
WHERE h.id IN [$one, $other]
OPTIONAL MATCH (h)-[same]->(n)
WHERE same.id = tie.id
RETURN type(tie) AS relation, tie.kind AS kind, CASE WHEN same.id IS NULL THEN 'in' ELSE 'out' END AS direction,
       sum(CASE WHEN h.id = $one THEN 1 ELSE 0 END) AS one, sum(CASE WHEN h.id = $other THEN 1 ELSE 0 END) AS other
ORDER BY relation, kind, direction
