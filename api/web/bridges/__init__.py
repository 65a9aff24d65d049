"""Who bridges, and how sure one may be."""
