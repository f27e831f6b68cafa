"""Wenji (文集): from a folder of raw Chinese texts to a published, searchable site.

Read :mod:`wenji.line` first: it shows the stages in the order in which they run; then
:mod:`wenji.convert`, which is the same for one source. Each package's own docstring says what its
modules do and in which order. `notes/glossary.md` has the words that the code uses in a sense of
its own: mark, habit, head, front, lead, border, remark; `notes/laws.md` has the six laws that code
and tests call by number.
"""

__version__ = "0.1.0"
