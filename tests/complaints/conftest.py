"""Properties of the rules are tried on 100 examples each; on 20 in the loop of seconds (tests/touched.py)."""

from hypothesis import settings

settings.register_profile("quick", max_examples=20)
