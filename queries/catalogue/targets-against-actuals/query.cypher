MATCH ()-[aims:ACHIEVES]->(aim:Outcome), ()-[reaches:ACHIEVES]->(fact:Outcome)
WHERE aim.status IN ['target', 'forecast'] AND fact.status = 'actual'
  AND aim.quantity_ja = fact.quantity_ja AND aim.unit = fact.unit
UNWIND aims.cases AS study
WITH study, aims, aim, reaches, fact
WHERE study IN reaches.cases
RETURN study AS `case`, aim.id AS target, aim.status AS target_status, aim.value AS target_value,
       aim.`when` AS target_when, fact.id AS actual, fact.value AS actual_value, fact.`when` AS actual_when,
       aim.unit AS unit, aims.evidence AS target_evidence, reaches.evidence AS actual_evidence
ORDER BY `case`, target, actual
