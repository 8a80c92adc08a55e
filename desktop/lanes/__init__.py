"""Work beside the window: the threads that do it, and the one way in which the window asks for it."""
