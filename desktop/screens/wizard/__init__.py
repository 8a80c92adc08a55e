"""The first start: which office, who, where backups go, the recovery code. Nothing half-made is left when it is given up."""
