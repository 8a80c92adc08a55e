"""The encrypted store of one office: log, projections, search, attachments, backup."""
