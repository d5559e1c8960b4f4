"""Planning: where to put stations, whom to put in them, and what that buys."""
