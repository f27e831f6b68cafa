"""The editor's hand: what `overrides.yml` says, and where it applies.

`settings` reads YAML so that every mistake has its line (`yaml_mistakes`: what people write who do
not know YAML); `overrides` reads the decisions; `placing` finds where in a source each applies;
`decisions` carries out those about one source, `decided` those about the whole collection.
`masks` hides what it is told to hide. `phrases` are the editor's own Traditional spellings.
"""
