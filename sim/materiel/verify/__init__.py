"""Known answers: worlds whose results are published or follow from a formula, run by the engines and judged."""
