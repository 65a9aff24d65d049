"""The lines of the documents."""
