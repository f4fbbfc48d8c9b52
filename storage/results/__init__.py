"""Figures of periods, reports that were sent, bonus rules."""
