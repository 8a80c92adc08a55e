"""The coordinator's pages and the public's one: rendered here, without scripts or anything from elsewhere."""
