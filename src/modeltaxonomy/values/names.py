"""When two spellings are one name, and into which words a text falls."""

from __future__ import annotations

__all__ = ["normalize_name", "words"]

_SEPARATORS = b" -_\t\n\r/:"
_SPACES = bytes.maketrans(_SEPARATORS, b" " * len(_SEPARATORS))
_DIGITS = b"0123456789"
_LOWER = bytes(range(256)).lower()
_SHAPE = _SPACES.translate(bytes.maketrans(_DIGITS, b"0" * len(_DIGITS)))
"""Every digit a nought, every separator a space."""


def normalize_name(name: str) -> str:
    """A name without case and separators, so that "GPT 4", "gpt-4" and "GPT_4" are one.

    Between two digits a separator counts, and counts as a dot: "phi-1_5" is "phi-1.5" and never "phi-15".

    >>> normalize_name("Text-to-Image"), normalize_name("DALL·E 3"), normalize_name("Phi 1_5")
    ('texttoimage', 'dalle3', 'phi1.5')
    """

    if name.isascii():
        given = name.encode()
        shape = given.translate(_SHAPE)
        if b"0 0" not in shape and b"  " not in shape:
            return given.translate(_LOWER, _SEPARATORS).decode()
        plain = given.translate(_LOWER).translate(_SPACES).decode()
    else:
        import unicodedata

        # Taken apart before and after: what comes apart may have a case, and what loses its case may come apart.
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        plain = "".join([_plain(character, unicodedata.category(character)[0]) for character in apart])
        plain = plain.translate(dict.fromkeys(_SEPARATORS, " "))
    joined = ""
    for part in filter(None, plain.split(" ")):
        joined += f".{part}" if joined[-1:].isdigit() and part[0].isdigit() else part
    return joined


def _plain(character: str, category: str) -> str:
    """What is left of a character: of a sign in the middle a space, of an accent and of what is not seen nothing."""

    if character.isascii() or category not in "MPZC":
        return character
    return " " if category in "PZ" else ""


def words(text: str) -> list[str]:
    """The words of a text as search compares them: without case, split at what is no letter, digit or dot within.

    >>> words("Text-to-video, e.g. Llama 3.1!")
    ['text', 'to', 'video', 'e.g', 'llama', '3.1']
    """

    spaced = "".join(character if character.isalnum() or character == "." else " " for character in text.casefold())
    return [word for part in spaced.split() if (word := part.strip("."))]
