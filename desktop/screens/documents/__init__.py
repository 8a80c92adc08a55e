"""Documents on the screen: looked at page by page, printed, kept as PDF. Loaded when the first one is asked for."""
