"""Key performance indicators, each one registered function of a case log."""
