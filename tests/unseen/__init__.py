"""Collections in forms of our own invention, and how well the program finds their articles.

`seen.toml` and `held_out.toml` hold the forms, `forms` reads them, `numbers` and `texts` fill
their placeholders, `layout` and `damage` make a collection of a form with its truth, and
`score` compares what the program makes of it with that truth.
"""
