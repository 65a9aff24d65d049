MATCH (c:`Case`)-[tie:REPORTED_IN]->(d:Document {id: $document})
RETURN c.id AS `case`, c.is_hub AS is_hub, c.orientation AS orientation, c.section AS section, tie.evidence AS evidence
ORDER BY c.id
