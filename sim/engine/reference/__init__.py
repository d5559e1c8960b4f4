"""The SimPy engine, written to be read."""
