"""Pictures of studies: each a function that draws on axes, and a line in the table."""
