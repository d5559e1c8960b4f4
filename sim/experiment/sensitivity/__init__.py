"""Which inputs drive which KPI: one at a time, Morris screening, Sobol indices."""
