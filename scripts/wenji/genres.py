"""Genres by a key that stays the same in every language, and their names.

A fact names a genre in Chinese (`Facts.genre`): one of those that titles name, or any word that
the editor or a head of fields gives.
"""

from __future__ import annotations

from wenji.messages import text

KEYS = {
    "心得体会": "reflections",
    "讲话": "speeches",
    "通知": "notices",
    "方案": "plans",
    "总结": "summaries",
    "调研报告": "surveys",
    "经验材料": "experience",
    "倡议书": "appeals",
    "法规": "regulations",
    "论文": "papers",
}


def key(genre: str) -> str:
    """The key of a genre; a genre that the table does not hold is its own.

    >>> key("讲话"), key("纪要")
    ('speeches', '纪要')
    """
    return KEYS.get(genre, genre)


def names(genre: str) -> dict[str, str]:
    """The names of a genre by language; `zh` is always there.

    >>> names("讲话"), names("纪要")
    ({'zh': '讲话', 'en': 'Speeches'}, {'zh': '纪要'})
    """
    if genre not in KEYS:
        return {"zh": genre}
    return {"zh": genre, "en": text(f"genre.{KEYS[genre]}", "en")}
