"""`review`: the editing desk, static pages on which every decision of a run can be overruled.

What was decided is gathered by `choices` (findings, beginnings, headings), `changes` (the ledger),
`facts` and `forms`; `doubt` says how doubtful each decision is, `anchors` chooses the words by
which an override finds its place, and `entries` writes the lines of `overrides.yml`. `rows` sets
the source beside the result, and `desk` makes the pages of it all.
"""
