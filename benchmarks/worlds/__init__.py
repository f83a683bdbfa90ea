"""The worlds that are timed, as networks. They move to scenarios (`*.toml` here) once a network can be read from one."""
