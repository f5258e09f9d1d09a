"""When two spellings are one name, and into which words a text falls."""

from __future__ import annotations

__all__ = ["normalize_name", "words"]

_SEPARATORS = b" -_\t\n\r/"
_LOWER = bytes(range(256)).lower()


def normalize_name(name: str) -> str:
    """A name without case and separators, so that "GPT 4", "gpt-4" and "GPT_4" are one.

    A dot stays: "phi-1.5" is not "phi-15".

    >>> normalize_name("Text-to-Image"), normalize_name("DALL·E 3"), normalize_name("phi-1.5")
    ('texttoimage', 'dalle3', 'phi1.5')
    """

    if name.isascii():
        return name.encode().translate(_LOWER, _SEPARATORS).decode()
    import unicodedata

    # Taken apart before and after: what comes apart may have a case, and what loses its case may come apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(
        character for character in apart if character.isascii() or unicodedata.category(character)[0] not in "MPZC"
    )
    return plain.translate(dict.fromkeys(_SEPARATORS))


def words(text: str) -> list[str]:
    """The words of a text as search compares them: without case, split at what is no letter, digit or dot within.

    >>> words("Text-to-video, e.g. Llama 3.1!")
    ['text', 'to', 'video', 'e.g', 'llama', '3.1']
    """

    spaced = "".join(character if character.isalnum() or character == "." else " " for character in text.casefold())
    return [word for part in spaced.split() if (word := part.strip("."))]
