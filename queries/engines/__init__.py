"""The engines that answer queries: Ladybug (Cypher), Oxigraph (SPARQL), and Python on the graph itself."""
