"""Whether every member of one class is a member of another.

Yes, where the conditions of the one imply those of the other; no, where the two contradict each other or the catalogue
knows a member that is none; open, where neither is so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.questions.classification.verdict import ConditionResult, Verdict
from modeltaxonomy.store.membership import conditions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from modeltaxonomy.store import Store
    from modeltaxonomy.store.record import Record
    from modeltaxonomy.store.rows import Rows

__all__ = ["between"]


def between(store: Store, narrow: Record, wide: Record) -> Verdict:
    """The verdict on whether every model of one class is of another."""

    given = [condition for _, condition in conditions_of(store, narrow.id)]
    results = [
        ConditionResult(
            condition=condition["reason"],
            of=name,
            outcome="held" if any(_implies(store, each, condition) for each in given) else "unknown",
        )
        for name, condition in conditions_of(store, wide.id)
    ]
    members = store.having("family", "model_classes", narrow.id)
    others = store.having("family", "model_classes", wide.id)
    undecided = store.undecided("family", wide.id)
    both = _ids(store, members & others)
    against = _ids(store, members - others - undecided)
    one, other = _a(narrow.label), _a(wide.label)
    value: bool | None
    asked = [condition for _, condition in conditions_of(store, wide.id)]
    clash = next(((mine, theirs) for mine in given for theirs in asked if _contradict(store, mine, theirs)), None)
    missing = "; ".join(result.condition for result in results if result.outcome != "held")
    if clash:
        value, against = False, _ids(store, members)
        reason = f"Nothing is both {one} and {other}: the one {clash[0]['reason']}; the other {clash[1]['reason']}."
    elif not missing:
        value, against = True, ()
        reason = f"Whatever is {one} is {other}: the conditions of the one imply those of the other."
    elif against:
        value = False
        shown = ", ".join(against[:3])
        reason = f"What is {one} need not be {other}, as {shown} show: it has to meet more. It {missing}."
    else:
        value = None
        reason = f"What is {one} is {other} too if it meets more than its definition says: it {missing}."
    return Verdict(
        subject=narrow.id,
        model_class=wide.id,
        value=value,
        reason=reason,
        conditions=tuple(results),
        examples=both,
        counterexamples=against,
    )


def _ids(store: Store, families: Rows) -> tuple[str, ...]:
    return tuple([store.id_at("family", row) for row in store.in_order("family", families)])


def _contradict(store: Store, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two conditions cannot both hold: one asks for what the other rules out, or for another single value."""

    if one["axis"] != other["axis"]:
        return False
    for asks, rules_out in ((one, other), (other, one)):
        wanted = asks.get("values", ())
        if asks.get("match", "any") in ("any", "all") and wanted:
            within = [bool(set(rules_out.get("values", ())) & set(store.up(value))) for value in wanted]
            several = any if asks.get("match") == "all" else all
            if rules_out.get("match") == "none" and several(within):
                return True
            if rules_out.get("match") == "only" and several(
                not inside and not _reaches(store, rules_out, value)
                for inside, value in zip(within, wanted, strict=True)
            ):
                return True
    single = store.shape("release").is_single(one["axis"])
    mine, theirs = set(one.get("values", ())), set(other.get("values", ()))
    return single and one.get("match", "any") == other.get("match", "any") == "any" and not mine & theirs


def _reaches(store: Store, condition: Mapping[str, Any], value: str) -> bool:
    """Whether something narrower than the value is among those of a condition."""
    return any(value in store.up(name) for name in condition.get("values", ()))


def _implies(store: Store, given: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a condition that holds makes another hold: same axis, or one it is part of, and at least as strict."""

    if given["axis"] not in (wanted["axis"], *store.shape("release").derived.get(wanted["axis"], ())):
        return False
    mine: Sequence[str] = given.get("values", ())
    theirs: set[str] = set(wanted.get("values", ()))
    match: str = given.get("match", "any")
    needed: str = wanted.get("match", "any")
    within = [bool(theirs & set(store.up(value))) for value in mine]
    least: int = given.get("at_least", 1)
    enough: int = wanted.get("at_least", 1)
    if needed == "any":
        if match == "any":
            return all(within) and (enough == 1 or (least >= enough and set(mine) <= theirs))
        reached = {want for value in mine for want in theirs & set(store.up(value))}
        return match == "all" and len(reached) >= enough
    if needed == "all":
        return match == "all" and all(any(want in store.up(value) for value in mine) for want in theirs)
    if given["axis"] != wanted["axis"]:
        return False  # What holds of all or none of a part need not hold of the whole.
    if needed == "only":
        return match == "only" and all(within)
    if needed == "none":
        return match == "none" and all(any(value in store.up(want) for value in mine) for want in theirs)
    return match == "count" and least >= enough


def _a(label: str) -> str:
    name = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"
