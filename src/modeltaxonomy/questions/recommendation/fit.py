"""Whether a release meets a requirement: met, unknown or failed. Each rule is a function over all releases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.questions import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from modeltaxonomy.questions.recommendation.requirements import Requirements
    from modeltaxonomy.store import Store
    from modeltaxonomy.store.numbers import Numbers
    from modeltaxonomy.store.record import Record
    from modeltaxonomy.store.rows import Rows

__all__ = ["BYTES_4_BIT", "BYTES_16_BIT", "GB", "RULES", "Constraint", "Releases", "constraints"]

GB = 1_000_000_000
BYTES_16_BIT, BYTES_4_BIT = 2.0, 0.5
_WEIGHTS = "downloadable-weights"
_HOSTED = ("api-access", "hosted-interface-access")


class Releases:
    """All releases of a taxonomy, by what is known of them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.everything: Rows = store.rows("release")

    def having(self, axis: str, value: str) -> Rows:
        """Those that have a value, or one narrower."""
        return self.store.having("release", axis, value)

    def known(self, axis: str) -> Rows:
        """Those of which anything is known on an axis."""
        return self.store.known("release", axis)

    def numbers(self, name: str) -> Numbers:
        """A number of each."""
        return self.store.numbers("release", name)

    def may_have_weights(self) -> Rows:
        """Those whose weights can be had, as far as it is known."""
        return self.having("access", _WEIGHTS) | (self.everything - self.known("access"))

    def record(self, row: int) -> Record:
        """One of them."""
        return self.store.record("release", row)


class Constraint:
    """Something a release has to meet."""

    __slots__ = (
        "among",
        "axes",
        "is_upper",
        "met",
        "name",
        "nearest",
        "number",
        "passing",
        "says",
        "unknown",
        "wanted",
    )

    def __init__(
        self,
        name: str,
        met: Rows,
        unknown: Rows,
        *,
        axes: tuple[str, ...],
        says: str | Callable[[Any], str],
        wanted: tuple[str, ...] = (),
        number: str = "",
        nearest: Callable[[int], str] | None = None,
        is_upper: bool = False,
        among: Rows | None = None,
    ) -> None:
        self.name: str = name
        """As it is shown, such as "task: translation"."""
        self.met: Rows = met
        self.unknown: Rows = unknown
        """Releases of which it cannot be told."""
        self.passing: Rows = met | unknown
        self.axes: tuple[str, ...] = axes
        """Where the evidence is: axes, a fact or a field."""
        self.says: str | Callable[[Any], str] = says
        """What to say of a release that meets it; of a fact or date, given its value."""
        self.wanted: tuple[str, ...] = wanted
        """On axes: the values any one of which meets it."""
        self.number: str = number
        """For a limit that has a nearest value: the column of numbers."""
        self.nearest: Callable[[int], str] | None = nearest
        """For such a limit: the number as the requirement would be written."""
        self.is_upper: bool = is_upper
        """For such a limit: whether it is a highest, not a lowest number."""
        self.among: Rows | None = among
        """For such a limit: the releases that can meet it at all; none given: any."""

    def reason(self, record: Record) -> Reason:
        """Why a release that meets it does."""

        items: dict[Any, None] = {}
        for name in self.axes:
            items.update(dict.fromkeys(record.showing(name, self.wanted) if self.wanted else record.evidence(name)))
        if isinstance(self.says, str):
            return Reason(text=self.says, evidence=tuple(items))
        value = record.fact(self.axes[0]).get("value", record.get(self.axes[0]))
        return Reason(text=self.says(value), evidence=tuple(items))


def modalities(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It natively has every modality asked for, on the side that is asked for or on either."""

    none = releases.everything - releases.everything
    for name in asked.modalities:
        either = releases.having("inputs", name) | releases.having("outputs", name)
        axes = ("inputs", "outputs")
        yield Constraint(f"modality: {name}", either, none, axes=axes, wanted=(name,), says=f"native {name}")
    for name in asked.inputs:
        met = releases.having("inputs", name)
        yield Constraint(f"input: {name}", met, none, axes=("inputs",), wanted=(name,), says=f"takes {name}")
    for name in asked.outputs:
        met = releases.having("outputs", name)
        yield Constraint(f"output: {name}", met, none, axes=("outputs",), wanted=(name,), says=f"gives {name}")


def tasks(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It is on record for every task."""

    none = releases.everything - releases.everything
    for name in asked.tasks:
        met = releases.having("tasks", name)
        yield Constraint(f"task: {name}", met, none, axes=("tasks",), wanted=(name,), says=f"on record for {name}")


def languages(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It covers every language, or nothing is known of its languages."""

    for name in asked.languages:
        met, unknown = releases.having("languages", name), releases.everything - releases.known("languages")
        yield Constraint(f"language: {name}", met, unknown, axes=("languages",), wanted=(name,), says=f"covers {name}")


def capabilities(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It has every capability; what is not on record for one may have it all the same."""

    for name in asked.capabilities:
        met = releases.having("capabilities", name)
        unknown = releases.everything - met
        yield Constraint(
            f"capability: {name}", met, unknown, axes=("capabilities",), wanted=(name,), says=f"offers {name}"
        )


def access(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It can be had as asked for, or nothing is known of how it can be had."""

    unknown = releases.everything - releases.known("access")
    for name in asked.access:
        met = releases.having("access", name)
        yield Constraint(f"access: {name}", met, unknown, axes=("access",), wanted=(name,), says=name)
    if asked.hosted_only:
        first, second = (releases.having("access", name) for name in _HOSTED)
        yield Constraint(
            "hosted_only", first | second, unknown, axes=("access",), wanted=_HOSTED, says="can be used hosted"
        )


def license(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """Its license is the one asked for or of that class; unknown is only the license of weights that can be had."""

    for name in asked.license:
        unknown = (releases.everything - releases.known("license")) & releases.may_have_weights()
        yield Constraint(
            f"license: {name}",
            releases.having("license", name),
            unknown,
            axes=("license",),
            says=lambda value: f"license {value}",
        )


def classes(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It is of the class asked for, or that cannot be told."""

    for name in asked.model_class:
        met = releases.having("model_classes", name)
        unknown = releases.store.undecided("release", name)
        yield Constraint(f"class: {name}", met, unknown, axes=(), says=f"is of the class {name}")


def memory(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """Its weights can be had and fit the memory in 4 bits, or their number is not known."""

    limit = asked.memory_gb
    if limit is None:
        return
    numbers, weights = releases.numbers("parameters"), releases.may_have_weights()

    def says(value: int) -> str:
        in_16_bits, in_4_bits = value * BYTES_16_BIT / GB, value * BYTES_4_BIT / GB
        if in_16_bits <= limit:
            return f"weights of {in_16_bits:,.1f} GB in 16 bits"
        return f"weights of {in_4_bits:,.1f} GB in 4 bits"

    def nearest(value: int) -> str:
        megabytes = -int(-value * BYTES_4_BIT * 1000 // GB)  # Rounded up, so that it is enough.
        return f"{megabytes / 1000:g}"

    yield Constraint(
        f"memory_gb: {limit:g}",
        numbers.at_most(int(limit * GB / BYTES_4_BIT)) & weights,
        weights - numbers.known,
        axes=("parameters",),
        says=says,
        number="parameters",
        nearest=nearest,
        is_upper=True,
        among=weights,
    )


def sizes(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """Its context is long enough and its parameters are few enough, or that number is not known."""

    if asked.context is not None:
        numbers = releases.numbers("context")
        yield Constraint(
            f"context: {int(asked.context):,}",
            numbers.at_least(int(asked.context)),
            releases.everything - numbers.known,
            axes=("context",),
            says=lambda value: f"{value:,} tokens of context",
            number="context",
            nearest=lambda value: f"{value:,}",
        )
    if asked.max_parameters is not None:
        numbers = releases.numbers("parameters")
        yield Constraint(
            f"max_parameters: {int(asked.max_parameters):,}",
            numbers.at_most(int(asked.max_parameters)),
            releases.everything - numbers.known,
            axes=("parameters",),
            says=lambda value: f"{value:,} parameters",
            number="parameters",
            nearest=lambda value: f"{value:,}",
            is_upper=True,
        )


def dates(asked: Requirements, releases: Releases) -> Iterator[Constraint]:
    """It came out later than asked for, or its date is not known."""

    if asked.released_after is not None:
        from modeltaxonomy.values.dates import date_number, day_before

        numbers = releases.numbers("released")
        yield Constraint(
            f"released_after: {asked.released_after}",
            numbers.at_least(date_number(asked.released_after) + 1),
            releases.everything - numbers.known,
            axes=("released",),
            says=lambda value: f"released {value}",
            number="released",
            nearest=day_before,
        )


RULES = (modalities, tasks, languages, capabilities, access, license, classes, memory, sizes, dates)
"""What a release has to meet, each rule in the words of its docstring."""


def constraints(asked: Requirements, releases: Releases) -> list[Constraint]:
    """What the requirements come to."""
    return [constraint for rule in RULES for constraint in rule(asked, releases)]
