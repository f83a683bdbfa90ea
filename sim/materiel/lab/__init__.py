"""Batches of replications: planned, run on all cores, kept in folders, and summed up."""
