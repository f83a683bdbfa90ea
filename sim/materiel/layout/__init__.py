"""Where every number of a run stands: the fields of the rows of the two planes, one file per kind."""
