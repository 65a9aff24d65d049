"""Neighbourhoods as pyvis pages."""
