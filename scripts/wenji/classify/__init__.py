"""Articles to themes: `themes` of the editor, or those of a `proposal`; `matching` says which."""
