"""The screens of the program, and what leads to them."""
