"""Wenji (文集): from a folder of raw Chinese texts to a published, searchable site.

Read :mod:`wenji.line` first: it shows the stages in the order in which they run.
"""

__version__ = "0.1.0"
