"""The graph: its schema, the graph in memory, how it is stored and exported.

This package imports nothing of the others (ingest, queries, api).
"""
