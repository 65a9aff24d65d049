"""The engines of the query languages, for many requests at a time."""
