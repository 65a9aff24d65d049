"""The catalogue of questions, and ad hoc Cypher."""
