"""Reads strangers' files in a box: worker processes with limits of time, memory and output."""

from briefing.box.limits import Job, Limits
from briefing.box.parent import Box

__all__ = ["Box", "Job", "Limits"]
