"""The editor's hand: what `overrides.yml` says, and where it applies.

`overrides` reads the file, `decisions` places what concerns one source, `decided` what concerns
the whole collection.
"""
