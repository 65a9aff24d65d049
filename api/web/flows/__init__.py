"""The flow matrix and the flows behind its cells."""
