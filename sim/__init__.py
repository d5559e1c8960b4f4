"""Yizhan: discrete-event simulation of a city's network of enterprise service stations."""

__version__ = "0.1.0"
