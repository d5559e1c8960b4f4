"""All randomness: keyed counter-based streams, distributions, arrivals and the case table."""
