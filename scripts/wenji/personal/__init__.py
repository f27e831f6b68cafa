"""Personal data in sources: numbers that lead to one person, found (`numbers`) and, where the
editor says so, hidden from everything that is published (`editor.masks`).

`ranges` are the numbers that are given out, `hiding` how one is hidden, `remarks` what the editor
is told. Decision 21 in `notes/decisions/` has the reasons.
"""
