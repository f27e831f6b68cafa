"""Publishing a built site: whole, checked, at one blow, and so that one can go back.

`target` is where to, `manifest` what, `session` the shell on the target with its lock held,
`release` the order of things. What happens on the target is in `open.sh` and `steps.sh`, sent to
its `sh`: the same for a folder of this machine and for one behind ssh.
"""

from __future__ import annotations


class PublishError(Exception):
    """The site could not be published, or the target not be asked; the text is for the editor."""
