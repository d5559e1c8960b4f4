"""Charts of calibrations for browsers: one file a chart, from the tables of sim.report.calibration."""
