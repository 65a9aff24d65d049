"""`tairyu bridges`: who bridges, as JSON and in words."""
