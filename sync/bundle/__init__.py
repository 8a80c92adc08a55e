"""The USB stick: what the network would carry, in one file (PROTOCOL.md §8). A file here is a step of its way."""
