"""Replications, warm-up, confidence intervals, paired comparison and the record of a run."""
