"""What crosses the wire between an office and its district."""
