"""Charts of siting, staffing and the frontier of cost and service, drawn from their result folders."""

from sim.report.planning.write import write_charts as write_charts
