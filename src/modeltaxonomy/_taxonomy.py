"""The taxonomy: an immutable value that finds entries and navigates between them.

The module has an underscore because `modeltaxonomy.taxonomy` is a function: a submodule of that name would replace it
as soon as it is imported. Its names are public from the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidQuery, UnknownName
from modeltaxonomy.store import find, place_of
from modeltaxonomy.values import plain_text

if TYPE_CHECKING:
    from modeltaxonomy._collection import Collection
    from modeltaxonomy.entries import (
        Architecture,
        Aspect,
        Capability,
        Component,
        Developer,
        Domain,
        Entry,
        Family,
        InferenceOptimization,
        Infrastructure,
        Modality,
        ModelClass,
        Objective,
        Openness,
        Paradigm,
        Regulation,
        Release,
        Source,
        Task,
        Technique,
    )
    from modeltaxonomy.packs.pack import Pack
    from modeltaxonomy.store import Store
    from modeltaxonomy.store.rows import Rows

__all__ = ["Taxonomy"]


class Taxonomy:
    """Everything that is known, as a value: equal when its content is, hashable, safe to share between threads.

    `combine` and `as_of` give a new taxonomy and leave this one as it is, at a cost that does not grow with it.
    """

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    # What it is

    @property
    def store(self) -> Store:
        """Where its entries are kept; for the questions, and no public API."""
        return self._store

    @property
    def digest(self) -> str:
        """A hash of the content, 64 hexadecimal digits: two taxonomies with the same digest say the same."""
        return self._store.digest

    @property
    def data_version(self) -> str:
        """Version of the curated data."""
        return self._store.data_version

    @property
    def schema_version(self) -> int:
        """Version of the form in which the data is kept."""
        return self._store.schema_version

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Taxonomy):
            return NotImplemented
        return self._store is other._store or self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __len__(self) -> int:
        return len(self._store)

    def __repr__(self) -> str:
        return f"<Taxonomy {self.data_version}: {len(self)} entries, digest {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Taxonomy, (self._store,))

    # Collections

    @property
    def model_classes(self) -> Collection[ModelClass]:
        """Classes of models, defined by conditions."""
        return self._collection("model-class")

    @property
    def modalities(self) -> Collection[Modality]:
        """Forms of data."""
        return self._collection("modality")

    @property
    def tasks(self) -> Collection[Task]:
        """What models are asked to do."""
        return self._collection("task")

    @property
    def domains(self) -> Collection[Domain]:
        """Sectors and application areas."""
        return self._collection("domain")

    @property
    def objectives(self) -> Collection[Objective]:
        """What training optimises."""
        return self._collection("objective")

    @property
    def paradigms(self) -> Collection[Paradigm]:
        """Ways of learning and stages of training."""
        return self._collection("paradigm")

    @property
    def architectures(self) -> Collection[Architecture]:
        """How networks are laid out."""
        return self._collection("architecture")

    @property
    def components(self) -> Collection[Component]:
        """Parts of architectures."""
        return self._collection("component")

    @property
    def techniques(self) -> Collection[Technique]:
        """Ways of fitting a model to a use."""
        return self._collection("technique")

    @property
    def inference(self) -> Collection[InferenceOptimization]:
        """Ways of making a model cheaper or faster to run."""
        return self._collection("inference")

    @property
    def infrastructure(self) -> Collection[Infrastructure]:
        """What training at scale is built on."""
        return self._collection("infrastructure")

    @property
    def openness(self) -> Collection[Openness]:
        """Access levels, licenses and openness classes."""
        return self._collection("openness")

    @property
    def capabilities(self) -> Collection[Capability]:
        """What models offer besides their tasks and modalities, such as tool calling."""
        return self._collection("capability")

    @property
    def aspects(self) -> Collection[Aspect]:
        """Sides from which models are compared."""
        return self._collection("aspect")

    @property
    def regulations(self) -> Collection[Regulation]:
        """Classes of models in law."""
        return self._collection("regulation")

    @property
    def families(self) -> Collection[Family]:
        """Lineages of models, and the generations within them."""
        return self._collection("family")

    @property
    def releases(self) -> Collection[Release]:
        """Single published models."""
        return self._collection("release")

    @property
    def developers(self) -> Collection[Developer]:
        """Who makes models."""
        return self._collection("developer")

    @property
    def sources(self) -> Collection[Source]:
        """What evidence and references point to."""
        return self._collection("source")

    def _collection(self, kind: str, rows: Rows | None = None) -> Collection[Any]:
        from modeltaxonomy._collection import Collection

        return Collection(self._store, kind, rows)

    # Finding

    def get(self, name: str, kind: str | None = None) -> Entry:
        """The entry of that id or name, of any kind or of the kind given.

        An id goes before a name. UnknownName where nothing is called so, AmbiguousName where several things are.
        """

        return cast("Entry", self._store.entry(*place_of(self._store, name, _kinds(kind))))

    def find(self, name: str, kind: str | None = None) -> Entry | None:
        """As `get`, but None where nothing is called so."""

        found = find(self._store, name, _kinds(kind))
        return None if found is None else cast("Entry", self._store.entry(*found))

    def ancestors(self, entry_id: str) -> tuple[str, ...]:
        """Ids of everything broader than an entry, nearest first."""

        return self._store.up(self._known_id(entry_id))[1:]

    def narrower(self, entry_id: str) -> tuple[str, ...]:
        """Ids of the next narrower entries, sorted."""

        return self._store.down(self._known_id(entry_id))

    def _known_id(self, entry_id: str) -> str:
        if not isinstance(entry_id, str):
            raise InvalidQuery("entry_id", f"an id is a string, not {type(entry_id).__name__}: {entry_id!r}")
        entry_id = plain_text(entry_id)
        if self._store.locate(entry_id) is None:
            raise UnknownName(entry_id, suggestions=self._store.suggestions(entry_id))
        return entry_id

    def releases_of(self, family_id: str, *, core: bool = False) -> Collection[Release]:
        """The releases of a family and of everything below it. UnknownName where there is none.

        core: without those of side lines (offshoots): the releases of which is true what is said of the family.
        """

        name = self._store.id_at(*place_of(self._store, family_id, ("family",)))
        rows = self._store.core(name) if core else self._store.having("release", "family", name)
        return self._collection("release", rows)

    def crosswalk(self, scheme: str, code: str) -> tuple[Entry, ...]:
        """The entries that another vocabulary's code maps to, by id. Empty where there are none."""

        found = [self._store.entry(*place) for place in self._store.coded(scheme, code)]
        return tuple(sorted(found, key=lambda entry: cast("str", entry.id)))

    # New taxonomies from this one

    def combine(self, pack: Pack | Taxonomy) -> Taxonomy:
        """A taxonomy with the entries of the pack too; an entry that has the same id takes the other's place.

        It costs what the pack costs, unless the pack gives a concept that is there already another place in the
        hierarchy: everything is then built anew, which a view of a day refuses with InvalidQuery. InvalidPack, with
        every problem, where the two together break a law; this taxonomy is untouched.
        """

        from modeltaxonomy.packs.combine import combined
        from modeltaxonomy.packs.pack import Pack

        if not isinstance(pack, (Pack, Taxonomy)):
            raise InvalidQuery("pack", f"a Pack or a Taxonomy is needed, not {type(pack).__name__}")
        return Taxonomy(combined(self._store, pack._store if isinstance(pack, Taxonomy) else pack))

    def as_of(self, date: str) -> Taxonomy:
        """The taxonomy as it was on that day (ISO 8601), as a view of this one.

        Releases not yet out are left out, those whose date is not known and families without any release too. A
        family's axes are what its releases of that day cover; facts that changed since are what they were. Concepts
        stay: they are what the rest is described with.
        """

        from modeltaxonomy.store.past import PastStore
        from modeltaxonomy.values.dates import checked_date

        return Taxonomy(PastStore(self._store, checked_date("date", date)))


def _kinds(kind: str | None) -> tuple[str] | None:
    if kind is None:
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        raise InvalidQuery("kind", f"no kind is called {kind!r}; they are {', '.join(KINDS)}")
    return (kind,)
