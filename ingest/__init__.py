"""From case files to a graph: read, validate, resolve names, build, verify against the sources."""
