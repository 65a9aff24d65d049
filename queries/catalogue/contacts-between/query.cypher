MATCH (a:Actor|Hub|Programme {id: $one})-[first]-(between:Actor|Hub|Programme)
MATCH (between)-[second]-(b:Actor|Hub|Programme {id: $other})
WHERE a.id <> b.id AND coalesce(first.status, 'actual') <> 'planned' AND coalesce(second.status, 'actual') <> 'planned'
UNWIND first.evidence + second.evidence AS lines
RETURN between.id AS contact, collect(DISTINCT type(first)) AS relations_one,
       collect(DISTINCT type(second)) AS relations_other, collect(DISTINCT lines) AS evidence
ORDER BY contact
