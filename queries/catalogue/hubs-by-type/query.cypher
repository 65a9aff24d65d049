MATCH (h:Hub)
WHERE $hub_type IN h.reported_types
RETURN h.id AS hub, h.form AS form, h.evidence AS evidence
ORDER BY hub
