"""The network's decisions, one rule per file: scalars in, scalar out, no randomness and no clock."""
