"""Binding: one function per form of a family, from checked parameters to the cells of a law."""
