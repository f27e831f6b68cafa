"""What the study pages tell: terms, related articles, quotations, figures.

Everything here is worked out from the finished collection, is the same every time, and costs
time in proportion to its text. Nothing is written; `wenji.write` makes pages of it.
"""
