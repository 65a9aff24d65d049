"""Hubs: their types with reasons, their flows, what is like them."""
