"""Single nodes and ties, what is around them, and the search for them."""
