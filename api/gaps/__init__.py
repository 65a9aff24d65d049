"""`tairyu gaps`: who is not tied and could be, and what holds only as long as someone stays."""
