"""What an office prints: a document a file, set by typst (typeset.py) from the templates in resources/documents. No Qt here."""
