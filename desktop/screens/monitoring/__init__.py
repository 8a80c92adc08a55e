"""Pemantauan: how the office does, in the figures that evaluations ask for."""
