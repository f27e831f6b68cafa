"""What the study pages tell: terms, related articles, quotations, figures.

Everything here is worked out from the finished collection, is the same every time, and costs
time in proportion to its text. Nothing is written; `wenji.write` makes pages of it.

`survey` asks for everything once: `lexicon` and `glossary` (terms; `general` are those left out),
`quotations` (by `sayings`), `passages` in several articles, `kindred` articles, `figures`. `places`
says where in an article something stands.
"""
