MATCH (:Region {id: $region})<-[:WITHIN*0..3]-(r:Region)<-[tie:LOCATED_IN|GOVERNS|SERVES]-(a:Actor)
RETURN DISTINCT a.id AS actor, type(tie) AS relation, r.id AS place, tie.status AS status, tie.evidence AS evidence
ORDER BY actor, relation, place
