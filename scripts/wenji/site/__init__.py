"""The site: from the docs folder to what a web server serves.

`build` runs MkDocs in a process of its own; what it makes of a page stands in `mkdocs_hooks`.
"""
