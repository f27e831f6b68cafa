"""Articles to themes.

`themes` reads and writes `themes.yml`; without one, `proposal` makes themes of the collection's own
terms (`wenji.terms`). `matching` gives each article its themes, from how often their keywords stand
in it (`occurrences`) and from how like it is to the articles that hold them (`likeness`).
"""
