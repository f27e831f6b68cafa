"""The static full-text index: built from articles' plain texts, read by `reader` and the browser.

The format is described in `notes/search-format.md`.
"""
