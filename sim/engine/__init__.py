"""What every engine obeys: its interface, the order of simultaneous events and the invariants of a log."""
