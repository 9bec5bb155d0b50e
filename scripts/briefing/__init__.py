"""Turns a shelf of source documents into a briefing that a reader can trust sentence by sentence."""

__version__ = "0.1.0"
