"""Texts as books: EPUB, Word files, and pages to print, made of a finished run.

    .work/articles.jsonl ─┐                  ┌─ epub     for readers
                          ├─ library ─ Book ─┼─ word     with real heading styles
    docs/ ────────────────┘                  └─ sheets   to print, in the layout of GB/T 9704

`library` reads what MkDocs reads, so that a page edited by hand is in the book as it is on the
site. Nothing is converted again, and the same run gives the same bytes.
"""
