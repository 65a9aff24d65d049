MATCH (a)-[tie]->(b)
WHERE tie.differs_from IS NOT NULL OR b.differs_from IS NOT NULL
WITH DISTINCT CASE WHEN tie.differs_from IS NULL THEN b.id ELSE tie.id END AS statement,
     coalesce(tie.differs_from, b.differs_from) AS others,
     CASE WHEN tie.differs_from IS NULL THEN b.value END AS value,
     CASE WHEN tie.differs_from IS NULL THEN b.value_text_ja END AS value_text_ja,
     CASE WHEN tie.differs_from IS NULL THEN b.evidence ELSE tie.evidence END AS evidence
UNWIND others AS other
RETURN statement, other, value, value_text_ja, evidence
ORDER BY statement, other
