"""What is measured beside the race: one file a question, each returns lines of the report and figures seen."""
