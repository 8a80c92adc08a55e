"""How both ends treat the disk: what its errors mean, names that change whole, folders to work in."""
