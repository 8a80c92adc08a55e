"""What ships with the program beside its code: policies, categories, units, translations, icons, fonts."""
