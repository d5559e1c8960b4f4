"""The sources of the shipped scenarios and the generator of their tables."""
