"""Charts of selections for browsers: which of several scenarios is best by one KPI."""
