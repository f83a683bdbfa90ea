"""The SimPy engine: one process function per kind of entity. It is the specification; the kernel must equal it."""
