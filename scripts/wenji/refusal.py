"""What ends a run, whichever stage it meets; a module of its own, so that to catch it is cheap."""

from __future__ import annotations


class Refusal(Exception):
    """The run cannot go on; the text says why, and is meant for the editor."""
