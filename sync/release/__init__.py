"""A release: a new version of the program in one signed file, the same by network, bundle and stick (PROTOCOL.md)."""
