"""Evidence and calibration: the register of reported figures and what is counted against it."""
