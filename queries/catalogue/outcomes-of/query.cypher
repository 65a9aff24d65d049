MATCH (who)-[tie:ACHIEVES]->(o:Outcome)
WHERE who.id = $node
RETURN o.id AS outcome, o.value AS value, o.value_text_ja AS value_text_ja, o.unit AS unit, o.per AS per,
       o.qualifier AS qualifier, o.`when` AS `when`, o.status AS status, tie.evidence AS evidence
ORDER BY outcome
