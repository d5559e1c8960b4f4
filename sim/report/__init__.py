"""Charts and tables of finished runs: pure table functions with a renderer each."""
