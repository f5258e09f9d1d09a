"""IRIs of entries and of other vocabularies' codes.

An entry is `base + id`, the scheme of a kind `base + "scheme/" + kind`. A code of another vocabulary is
`base + "code/" + scheme + "/" + code`, percent-encoded, except where that vocabulary has IRIs of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.packs.pack import Pack

__all__ = [
    "BASE",
    "CC_BY",
    "IRI",
    "NAMESPACES",
    "checked_base",
    "checked_iri",
    "code_curie",
    "code_iri",
    "code_of",
    "entries",
    "scheme_iri",
    "version",
]

BASE = "https://w3id.org/modeltaxonomy/"
"""Where the IRIs of the bundled taxonomy begin."""
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
"""The license of the bundled data."""
IRI = "iri"
"""The scheme of codes that are IRIs: what `from_skos` gives a mapping to an IRI that it cannot take apart."""
NAMESPACES: dict[str, tuple[str, str]] = {
    "aio": ("https://w3id.org/aio/", "aio:"),
    "dpv-ai": ("https://w3id.org/dpv/ai#", ""),
    "dpv-eu-aiact": ("https://w3id.org/dpv/legal/eu/aiact#", ""),
    "wikidata": ("http://www.wikidata.org/entity/", ""),
}
"""Schemes that have IRIs of their own -> where these begin, and what the code has before the local name."""

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


def checked_iri(argument: str, value: object) -> str:
    """The value, if it is an absolute IRI; InvalidQuery otherwise."""

    if isinstance(value, str) and _ABSOLUTE.fullmatch(value):
        return value
    raise InvalidQuery(argument, f"an absolute IRI is needed, not {value!r}")


def checked_base(value: object) -> str:
    """The value, if IRIs can begin with it; InvalidQuery otherwise."""

    base = checked_iri("base", value)
    if base.endswith(("/", "#")):
        return base
    raise InvalidQuery("base", f"it has to end in / or #: {base!r}")


def scheme_iri(kind: str, base: str) -> str:
    """The concept scheme of a kind."""

    return f"{base}scheme/{kind}"


def code_iri(scheme: str, code: str, base: str) -> str:
    """The IRI of another vocabulary's code."""

    if scheme == IRI and _ABSOLUTE.fullmatch(code) and code_of(code, base) == (IRI, code):
        return code
    namespace, prefix = NAMESPACES.get(scheme, ("", ""))
    local = code.removeprefix(prefix)
    if namespace and code.startswith(prefix) and _LOCAL.fullmatch(local):
        return namespace + local
    return f"{base}code/{scheme}/{quote(code, safe='')}"


def code_of(iri: str, base: str) -> tuple[str, str]:
    """Scheme and code of an IRI: the inverse of `code_iri`."""

    head = f"{base}code/"
    if iri.startswith(head):
        scheme, slash, code = iri.removeprefix(head).partition("/")
        if slash and scheme and code:
            return scheme, unquote(code)
    for scheme, (namespace, prefix) in NAMESPACES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(local := iri.removeprefix(namespace)):
            return scheme, prefix + local
    return IRI, iri


def code_curie(iri: str, base: str) -> tuple[str, str, str]:
    """Prefix, what it stands for, and the rest of a code's IRI."""

    for scheme, (namespace, _) in NAMESPACES.items():
        if iri.startswith(namespace):
            # Some readers of SSSOM lose a prefix that has a hyphen.
            return scheme.replace("-", "_"), namespace, iri.removeprefix(namespace)
    if iri.startswith(f"{base}code/"):
        return "code", f"{base}code/", iri.removeprefix(f"{base}code/")
    # The IRI as it stands: its own beginning is the prefix.
    prefix, _, rest = iri.partition(":")
    return prefix, f"{prefix}:", rest


def entries(taxonomy: Taxonomy | Pack) -> Iterator[Any]:
    """Every entry, by kind and id."""

    from modeltaxonomy._taxonomy import Taxonomy

    if isinstance(taxonomy, Taxonomy):
        for kind in KINDS.values():
            yield from getattr(taxonomy, kind.collection)
    else:
        yield from taxonomy.entries


def version(taxonomy: Taxonomy | Pack) -> str | None:
    """The version of the data; none: a pack that states none."""

    from modeltaxonomy._taxonomy import Taxonomy

    if isinstance(taxonomy, Taxonomy):
        return taxonomy.data_version
    said = taxonomy.settings.get("taxonomy", {}).get("data_version")
    return None if said is None else str(said)
