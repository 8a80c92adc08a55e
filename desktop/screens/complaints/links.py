"""A word in a line of text that can be pressed: no higher than the line, whose text a button's height would push apart."""

from desktop.screens.widgets import Button


class LinkButton(Button):
    """With the role 'link'; the stylesheet knows it by its class."""
