"""Pemantauan: how the office does, in the figures that evaluations ask for."""

from desktop.screens.monitoring.screen import MonitoringScreen

__all__ = ["MonitoringScreen"]
