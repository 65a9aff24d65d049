"""Case files and judgements of the user's own."""
