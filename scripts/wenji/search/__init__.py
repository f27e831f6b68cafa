"""The static full-text index: built from articles' plain texts, read by `reader` and the browser.

The format is described in `notes/search-format.md`; decisions 6 and 13 say why it is so.

Building, in order: `folding` brings texts to the form in which they are compared; `segments` deals
the articles to segments, and `segment` makes one of them: all positions of all pairs of characters,
as `varint`; `tallies` counts frequent characters; `forms` and `spans` tell where the Traditional
text differs; `tables` has what is known of the articles, `suggestions` what the search box offers;
`frame` wraps each file, `packs` and `arrays` keep those of the last build. `build` is all of that,
and `gate` asks the finished index before it is let out. `reader` answers queries, `export` hands
the articles to a search server. The browser's half is in `overrides/assets/search/`.
"""
