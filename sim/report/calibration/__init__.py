"""Charts of a finished calibration: the targets, the parameters, and which further figure to ask for."""

from sim.report.calibration.write import write_charts as write_charts
