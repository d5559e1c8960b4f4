"""The benchmark of `run.py bench`: how fast the model runs beside its reference, other simulators and C++.

Every figure that is judged is a ratio or a difference within one run on one machine: the two sides are timed
in turn, and medians are compared. ``registry`` lists what is measured, one file per measurement; ``report``
writes results.md beside this file.
"""
