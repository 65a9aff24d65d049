MATCH (h:Hub {form: $form})
RETURN h.id AS hub, h.reported_types AS reported_types, h.evidence AS evidence
ORDER BY hub
