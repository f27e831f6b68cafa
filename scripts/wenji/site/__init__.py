"""The site: from the docs folder to what a web server serves.

`build` runs MkDocs in a process of its own; what it makes of a page stands in `mkdocs_hooks`.
Inside that process `frame` renders what surrounds a text once for all pages, `fallback` makes the
pages of a further language from the Simplified ones, and `further_pages` converts and writes them.

Beside it: `assets` (our files, in a folder named by their content), `scripts`, `styles` and `theme`
(put together as they are served), `palette` and `colour` (the editor's one colour), `filters`
(what templates call).
"""
