"""Who bridges: structural holes, brokerage roles, paths, cuts and groups, on any network."""
