"""Names of genres in the languages of the interface."""

from __future__ import annotations

from wenji import messages


def genre_names(genre: str) -> dict[str, str]:
    """A genre's names by language; one that an editor has made up has its own name only.

    >>> genre_names("讲话")["en"], genre_names("家书")
    ('Speech', {'zh': '家书'})
    """
    key = f"genre.{genre}"
    return messages.in_languages(key) if messages.known(key) else {"zh": genre}
