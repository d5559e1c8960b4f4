"""Yizhan: discrete-event simulation of a city's network of enterprise service stations."""
