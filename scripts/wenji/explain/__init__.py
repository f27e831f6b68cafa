"""`explain`: from a place on a page to the place in the source, and back (law 3).

It reads what a run left on the disk, the contract files and the pages, and nothing else. `place`
understands what was asked, `paragraphs` finds it, `account` says what became of it and why, `show`
writes that down.
"""
