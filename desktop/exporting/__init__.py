"""The register as a file for others: what is in it (columns, recap), and how each form is written (sheets, lines)."""
