"""The contract between scenarios and engines: network, case table and case log as numpy arrays."""
