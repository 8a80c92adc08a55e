"""Keeps the installed program up to date: a release is made ready beside the running version and used from the next start on."""
