"""Studies: a question in one file, run as futures x candidates x replications, and kept in one folder."""
