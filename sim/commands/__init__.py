"""The commands of run.py, one per file: they read the request, call the model and print what came of it."""
