"""The exchange with the district, as the office sees it: what waits, how it goes, what came of it, and how a PC is enrolled.

Nothing is imported here: the desk needs only the small parts at its start.
"""
