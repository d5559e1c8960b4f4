"""Observation models: how likely a figure is, given what was simulated, and what it would be if counted again."""
