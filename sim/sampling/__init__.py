"""All randomness: keyed streams, arrivals, choices and efforts, drawn into one case table per replication."""

from sim.sampling.case_table import draw_case_table

__all__ = ["draw_case_table"]
