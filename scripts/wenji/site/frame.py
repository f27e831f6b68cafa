"""The frame around a text, rendered once instead of once for each page.

Header, places, search dialog and footer are most of what a template does and are the same on
all pages of equal depth; each further language would pay for them again. So templates ask for
such parts by `wj_once`. Compiled templates serve all languages, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import jinja2
from jinja2.bccache import Bucket
from jinja2.runtime import BlockReference, Context


class Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled for the first language, in memory."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if it is known."""
        if code := self._code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def once(env: jinja2.Environment) -> Callable[..., str]:
    """A template global: what renders a part of the frame once for all pages it is the same on."""
    rendered: dict[tuple[object, ...], str] = {}

    @jinja2.pass_context
    def wj_once(context: Context, part: str | BlockReference, *differs: object) -> str:
        """A template by name, or a block given as `super`, and what it differs by.

        Addresses are relative, so a part differs by the way to the site's root in any case.
        """
        name = part if isinstance(part, str) else part.name
        key = (name, context["base_url"], *differs)
        if key not in rendered:
            rendered[key] = (
                env.get_template(part).render(context.get_all())
                if isinstance(part, str)
                else part()
            )
        return rendered[key]

    return wj_once


def material_words(env: jinja2.Environment, language: str) -> Callable[[str], str]:
    """A template global: Material's own words; its macro builds their whole table for each."""
    tables = [env.get_template(f"partials/languages/{name}.html") for name in (language, "en")]

    @cache
    def wj_material(key: str) -> str:
        return next((word for t in tables if (word := str(t.module.t(key)))), key)  # type: ignore[attr-defined]

    return wj_material
