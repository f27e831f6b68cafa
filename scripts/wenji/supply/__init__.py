"""What the project is made of: its pinned packages, their hashes, licences and bill of materials.

`scripts/renew.py` writes all of it anew; nothing here runs when a site is built.
"""
