"""The tables of the window, without the window: what each column says, how wide it is, and by what it sorts."""
