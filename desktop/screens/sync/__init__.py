"""The exchange with the district, as the office sees it: what waits, how it goes, what came of it, and how a PC is enrolled."""
