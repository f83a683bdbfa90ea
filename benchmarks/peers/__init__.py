"""Two models in the words of other tools; see README.md. Only `constants` and `loop.c` are used outside the peers' environment."""
