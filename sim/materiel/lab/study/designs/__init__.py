"""Designs: which combinations of factors a study runs."""
