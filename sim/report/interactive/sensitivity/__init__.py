"""Charts of sensitivity studies for browsers: one file a chart, from the tables of sim.report.tornado."""
