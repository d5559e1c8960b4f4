"""Staffing: the least cost of heads, modes, rosters and hours that keeps requirements, by simulation."""
