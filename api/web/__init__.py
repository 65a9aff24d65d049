"""The graph over HTTP: the API, and the explorer on the same port."""
