MATCH (a:Actor {id: $actor})-[tie:PARTNERS_WITH]-(b:Actor)
RETURN b.id AS partner, tie.since AS since, tie.until AS until, tie.status AS status, tie.evidence AS evidence
ORDER BY partner, tie.id
