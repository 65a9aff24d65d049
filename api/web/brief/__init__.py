"""The evidence brief: statements in words with their citations."""
