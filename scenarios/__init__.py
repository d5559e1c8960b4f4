"""Scenarios: what planners write, and the sources they are made from."""
