"""Questions to the graph: the catalogue, each in Cypher, SPARQL and Python, and the engines that answer them.

This package imports `graph` only.
"""
