MATCH (who)-[tie:ACHIEVES]->(o:Outcome)
WHERE o.unit = 'people' AND o.value IS NOT NULL
RETURN o.id AS outcome, who.id AS achiever, o.value AS value, o.per AS per, o.qualifier AS qualifier,
       o.`when` AS `when`, o.status AS status, tie.evidence AS evidence
ORDER BY value DESC, outcome, achiever
