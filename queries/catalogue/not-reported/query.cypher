MATCH (c:`Case`)-[:REPORTED_IN]->(d:Document)
WHERE c.flows_reported IS NULL OR NOT $kind IN c.flows_reported
RETURN c.id AS `case`, d.id AS document, c.evidence AS evidence
ORDER BY `case`, document
