"""The engine against theory: systems whose exact answer is known, simulated as scenarios like any other."""
