"""What can go wrong, said so that a reader can act on it. Imports nothing.

The errors carry fields; the wording of their messages may change between releases, the fields do not.
"""

__all__ = [
    "AmbiguousName",
    "InvalidPack",
    "InvalidQuery",
    "MissingExtra",
    "ModelTaxonomyError",
    "Problem",
    "UnknownName",
]


class ModelTaxonomyError(Exception):
    """What all errors of this package are: caught where it does not matter which."""


class UnknownName(ModelTaxonomyError, LookupError, ValueError):
    """A name that means nothing here.

    >>> import modeltaxonomy as mt
    >>> mt.family("lama")
    Traceback (most recent call last):
    ...
    modeltaxonomy.errors.UnknownName: no family is called 'lama' in data version ...; did you mean 'llama'?

    It is a `ValueError` too, so that pydantic reports it as a validation error where a validator of yours looks a
    name up.
    """

    given: str
    """The name as it was asked for."""
    kind: str
    """What was looked for: a kind of entry, or "entry" for any."""
    suggestions: tuple[str, ...]
    """Ids of entries that may be meant, likeliest first; empty when nothing is near."""
    data_version: str
    """The version of the data that was looked into; empty where none is named."""

    def __init__(
        self, given: str, kind: str = "entry", suggestions: tuple[str, ...] = (), data_version: str = ""
    ) -> None:
        super().__init__(given, kind, suggestions, data_version)
        self.given = given
        self.kind = kind
        self.suggestions = suggestions
        self.data_version = data_version

    def __str__(self) -> str:
        message = f"no {self.kind} is called {_cut(self.given)}"
        if self.data_version:
            message += f" in data version {self.data_version}"
        if self.suggestions:
            message += f"; did you mean {_either(self.suggestions)}?"
        return message


class AmbiguousName(ModelTaxonomyError, LookupError, ValueError):
    """A name that means more than one thing.

    >>> import modeltaxonomy as mt
    >>> mt.get("lycoris")
    Traceback (most recent call last):
    ...
    modeltaxonomy.errors.AmbiguousName: 'lycoris' means several things; ask for one by its id: 'hadamard-product-adaptation' or 'kronecker-product-adaptation'
    """

    given: str
    """The name as it was asked for."""
    candidates: tuple[str, ...]
    """Ids of everything the name may mean, sorted."""

    def __init__(self, given: str, candidates: tuple[str, ...]) -> None:
        super().__init__(given, candidates)
        self.given = given
        self.candidates = candidates

    def __str__(self) -> str:
        return f"{_cut(self.given)} means several things; ask for one by its id: {_either(self.candidates)}"


class InvalidQuery(ModelTaxonomyError, ValueError):
    """A question that cannot be asked: an argument of the wrong type, out of range, or unknown."""

    argument: str
    """The argument at fault."""

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(argument, message)
        self.argument = argument

    def __str__(self) -> str:
        return f"{self.argument}: {self.args[1]}"


class MissingExtra(ModelTaxonomyError, ImportError):
    """An optional feature whose packages are not installed."""

    extra: str
    """The extra to install."""

    def __init__(self, extra: str, feature: str) -> None:
        super().__init__(extra, feature)
        self.extra = extra
        self.feature = feature

    def __str__(self) -> str:
        return f"{self.feature} needs the extra {self.extra!r}: pip install 'modeltaxonomy[{self.extra}]'"


class Problem:
    """One thing that is wrong with an authored file: where it stands and what to do."""

    __slots__ = ("file", "line", "message", "pointer")

    file: str
    """The file, relative to the pack; empty when the problem lies between files."""
    pointer: str
    """Where in the file, as a JSON Pointer (RFC 6901); empty for the file itself. Cut after 300 letters."""
    message: str
    """What is wrong and how to mend it. Cut after 600 letters."""
    line: int | None
    """The line, counted from 1, where the parser gives one."""

    def __init__(self, file: str, pointer: str, message: str, line: int | None = None) -> None:
        self.file = file
        self.pointer = _shortened(pointer, 300)
        self.message = _shortened(message, 600)
        self.line = line

    def _key(self) -> tuple[str, int, str, str]:
        return (self.file, self.line or 0, self.pointer, self.message)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._key() == other._key()

    def __lt__(self, other: "Problem") -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Problem({self.file!r}, {self.pointer!r}, {self.message!r}, line={self.line!r})"

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f":{self.line}"
        if self.pointer:
            where += f" {self.pointer}" if where else self.pointer
        return f"{where}: {self.message}" if where else self.message


class InvalidPack(ModelTaxonomyError, ValueError):
    """A pack that cannot be taken in. All its problems are reported together; nothing of it is used.

    The message names the first 100; all are in `problems`.
    """

    problems: tuple[Problem, ...]
    """What is wrong, sorted by file, line and pointer."""
    stopped: bool
    """Whether reading stopped at so many problems, with more to come."""

    def __init__(self, problems: tuple[Problem, ...], stopped: bool = False) -> None:
        super().__init__(problems, stopped)
        self.problems = problems
        self.stopped = stopped

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count:,} problems"
        if self.stopped:
            head += "; reading stopped there, and there may be more"
        named = [f"  {problem}" for problem in self.problems[:100]]
        rest = [f"  and {count - 100:,} more"] if count > 100 else []
        return "\n".join([head, *named, *rest])


def _either(names: tuple[str, ...]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _cut(given: object) -> str:
    """What was given, as Python writes it, no longer than a line."""

    text = repr(given if not isinstance(given, str) else given[:100])
    return text if not isinstance(given, str) or len(given) <= 100 else f"{text}..."
