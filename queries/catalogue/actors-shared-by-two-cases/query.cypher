MATCH (a:`Case` {id: $one})-[first:DESCRIBES]->(shared:Actor)<-[second:DESCRIBES]-(b:`Case` {id: $other})
WHERE a.id <> b.id AND coalesce(shared.generic, false) = false
RETURN shared.id AS actor, first.evidence + second.evidence AS evidence
ORDER BY actor
