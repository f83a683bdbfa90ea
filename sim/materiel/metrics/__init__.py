"""What a run means: numbers and series that are pure functions of its record."""
