MATCH (c:`Case` {orientation: $orientation})-[tie:REPORTED_IN]->(d:Document)
RETURN c.id AS `case`, d.id AS document, tie.evidence AS evidence
ORDER BY c.id, document
