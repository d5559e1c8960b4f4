"""Observation models: how likely a figure is, given what was simulated, and what a new count would be."""
