"""Types, labels, documents, counts."""
