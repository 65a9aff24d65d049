MATCH (a:Actor|Hub|Programme {id: $one})-[first]-(x:Actor|Hub|Programme)
MATCH (x)-[second]-(y:Actor|Hub|Programme)
MATCH (y)-[third]-(b:Actor|Hub|Programme {id: $other})
WHERE a.id <> b.id AND x.id <> b.id AND y.id <> a.id AND coalesce(first.status, 'actual') <> 'planned'
  AND coalesce(second.status, 'actual') <> 'planned' AND coalesce(third.status, 'actual') <> 'planned'
UNWIND first.evidence + second.evidence + third.evidence AS lines
RETURN x.id AS nearer, y.id AS farther, collect(DISTINCT type(first)) AS relations_one,
       collect(DISTINCT type(second)) AS relations_between, collect(DISTINCT type(third)) AS relations_other,
       collect(DISTINCT lines) AS evidence
ORDER BY nearer, farther
LIMIT $most
