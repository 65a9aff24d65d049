MATCH (n {id: $node})
UNWIND CASE WHEN size(n.aliases) > 0 THEN n.aliases ELSE [null] END AS alias
RETURN labels(n) AS type, n.kind AS kind, alias, n.evidence AS evidence
ORDER BY alias
