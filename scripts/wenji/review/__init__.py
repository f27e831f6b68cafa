"""`review`: the editing desk, static pages on which every decision of a run can be overruled.

`anchors` chooses the words by which an override finds its place, `entries` writes the lines
of `overrides.yml`, `decisions` and `changes` gather what was decided, `rows` sets the source
beside the result, and `desk` makes the pages of it all.
"""
