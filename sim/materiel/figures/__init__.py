"""Pictures of results: each a function that draws on axes, and a line in the table."""
