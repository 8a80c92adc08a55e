"""`python -m tests.translations`: brings the catalogs up to date with the source, compiles them, and says what is left to do."""

import sys

from tests.translations import catalog

source = catalog.extracted()
left = 0
for language in catalog.LANGUAGES:
    catalog.update(language)
    for fault in catalog.faults(catalog.read(language), source):
        left += 1
        sys.stdout.write(f"{language}: {fault}\n")
sys.exit(1 if left else 0)
