"""The office's rules for complaints: pure functions and values, no Qt, SQL, network, files or clock."""
