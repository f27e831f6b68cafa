"""Collections as an examiner would write them, who has never read the rules.

A second set beside `unseen`, by another hand: `seen.toml` and `held_out.toml` hold its forms
(the language is told in `template`), `texts` and `texts.toml` the articles, `words` what fills
the placeholders of a form, `make` and `damage` make a collection with its truth, and `figures`
measures with the functions of `unseen.score`.

The folders `newcomers` and `visitors` beside this one are a second and a third exam of the same
make, by a third and a fourth hand: other forms and other articles, what stands in them is data
alone. All functions take an exam's name. The visitors also have files with all at once, `combined`.

Whoever writes rules looks at `seen.toml` alone.
"""
