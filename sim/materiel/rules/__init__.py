"""Rules: the arithmetic of the domain as small compiled functions, called by either engine."""
