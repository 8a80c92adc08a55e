"""The screen 'Pengaduan': every complaint of the book as a list, and beside it the case with its history and its steps."""
