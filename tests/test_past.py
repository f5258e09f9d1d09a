"""A taxonomy as of a day, against what its entries and their dates say."""

from __future__ import annotations

import datetime
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.entries import AXES, FACTS
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.packs.reader import load_pack, pack_of
from modeltaxonomy.store.past import PastStore
from modeltaxonomy.values.dates import checked_date, date_number
from tests import samples
from tests.answers import differences

NOTE = {"basis": "editorial", "note": "made up for the tests"}
EVIDENCE = {"evidence": [NOTE]}
DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2026, 6, 1)).map(datetime.date.isoformat)
ROUGHLY = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])

CHANGED = [
    (
        "model-class",
        "large-seismic-model",
        {
            "label": "Large seismic model",
            "broader": ["seismic-model"],
            "conditions": [{"axis": "size", "values": ["1b-to-10b"], "reason": "has some billion parameters"}],
        },
    ),
    ("openness", "shake-license", {"label": "Shake license", "broader": ["quake-license"]}),
    (
        "release",
        "quakeling-live",
        {
            "family": "quakeling",
            "label": "Quakeling Live",
            "announced": "2025-03",
            "released": "2025-04-01",
            "deprecated": "2025-12-01",
            "retired": "2026-02",
            "base": "quakeling-2",
            "relation": "distilled",
            "languages": ["fo"],
            "breadth": "task",
            "evidence": {"retired": [NOTE], "deprecated": [NOTE], "base": [NOTE]},
            "facts": {
                "context": {
                    "value": 64_000,
                    "history": [
                        {"until": "2025-05-01", **EVIDENCE},
                        {"value": 4_000, "until": "2025-07", **EVIDENCE},
                        {"value": 128_000, "until": "2025-11-15", **EVIDENCE},
                    ],
                    **EVIDENCE,
                },
                "license": {
                    "value": "shake-license",
                    "history": [{"until": "2025-06-01", **EVIDENCE}, {"value": "quake-license", "until": "2025-08-01"}],
                    **EVIDENCE,
                },
                "layers": {"value": 12, **EVIDENCE},
                "parameters": {
                    "value": 2_000_000_000,
                    "history": [
                        {"until": "2025-05-10", **EVIDENCE},
                        {"value": 500_000_000, "until": "2025-10-10", **EVIDENCE},
                    ],
                    **EVIDENCE,
                },
                "dtype": {"value": "bfloat16", "history": [{"until": "2025-09-01", **EVIDENCE}], **EVIDENCE},
            },
        },
    ),
    (
        "family",
        "quakeling-later",
        {"label": "Quakeling Later", "broader": ["quakeling-next"], "languages": ["de", "is"]},
    ),
    ("release", "quakeling-3", {"family": "quakeling-later", "label": "Quakeling 3", "released": "2025-10"}),
    (
        "release",
        "quakeling-4",
        {"family": "quakeling-later", "label": "Quakeling 4", "released": "2026-02-02", "languages": ["is"]},
    ),
]


@pytest.fixture(scope="module")
def changing(small, tmp_path_factory):
    """The sample, a side line, and releases whose facts changed."""

    folder = tmp_path_factory.mktemp("side")
    for name, text in samples.OFFSHOOT_PACK.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    made = [
        ("test", kind, {"id": entry_id, "definition": "It is made up for these tests.", **fields})
        for kind, entry_id, fields in CHANGED
    ]
    return small.combine(load_pack(folder)).combine(pack_of(made))


# What the dates say, worked out from the entries alone.


def was(date, day):
    """Whether something of a date was so on a day; an unknown date was not."""

    return date is not None and date_number(date) <= date_number(day)


def releases_then(tax, day):
    return {release.id: release for release in tax.releases if was(release.released, day)}


def lineage(tax, family_id):
    """Ids of a family and of those above it, with whether a side line begins on the way there."""

    found, across = [], False
    while family_id is not None:
        found.append((family_id, across))
        family = tax.families[family_id]
        across = across or family.offshoot
        family_id = next(iter(family.broader), None)
    return found


def below(tax, releases, *, core):
    """Family id -> the releases in it and below it; core: not across the beginning of a side line."""

    found = {}
    for release in releases.values():
        for family_id, across in lineage(tax, release.family):
            if not (core and across):
                found.setdefault(family_id, []).append(release)
    return found


def value_then(fact, day):
    """What a fact was on a day, from its history."""

    for former in fact.history:
        if not was(former.until, day):
            return former.value
    return fact.value


def having(tax, releases, axis, value):
    """Ids of the releases that have a value, or one narrower, on an axis."""

    refers = AXES[axis].refers is not None

    def is_below(own):
        return own == value or (refers and value in tax.ancestors(own))

    return {release.id for release in releases.values() if any(map(is_below, release.statement(axis).values))}


def check(tax, day):
    """Everything that a taxonomy says as of a day is what the entries of the whole one say."""

    then, releases = tax.as_of(day), releases_then(tax, day)
    cores, all_of = below(tax, releases, core=True), below(tax, releases, core=False)

    assert set(then.releases.ids) == set(releases)
    assert set(then.families.ids) == set(all_of)
    for axis in AXES:
        for value in {value for release in tax.releases for value in release.statement(axis).values}:
            found = having(tax, releases, axis, value)
            assert set(then.releases.where(**{axis: value}).ids) == found
            assert set(then.families.where(**{axis: value}).ids) == {
                family for family, core in cores.items() if any(release.id in found for release in core)
            }
    for family in then.families:
        core = cores.get(family.id, [])
        for axis, info in AXES.items():
            covered = {value for release in core for value in release.statement(axis).values}
            if not info.single:
                assert set(getattr(family, axis)) == covered
            elif len(covered) == 1:
                assert {getattr(family, axis)} == covered
    for release in then.releases:
        now = releases[release.id]
        for axis in AXES:
            assert release.statement(axis) == now.statement(axis)
        for name in FACTS:
            assert release.fact(name).value == value_then(now.fact(name), day)
        assert release.base == (now.base if now.base in releases else None)
        assert release.relation == now.relation
        for name in ("deprecated", "retired"):
            assert getattr(release, name) == (getattr(now, name) if was(getattr(now, name), day) else None)
            assert (name in release.evidence) is (name in now.evidence and was(getattr(now, name), day))
    store = then.store
    for name, kind in FACTS.items():
        known = {release.id: value_then(release.fact(name), day) for release in releases.values()}
        if kind.numeric:
            numbers = store.numbers("release", name)
            assert {store.id_at("release", row): numbers.of_row(row) for row in numbers.known} == {
                release: value for release, value in known.items() if value is not None
            }
        if kind.refers:
            there = {store.id_at("release", row) for row in store.known("release", name)}
            assert there == {release for release, value in known.items() if value is not None}
            for value in {value for value in known.values() if value}:
                narrower = {each for each, own in known.items() if own and value in (own, *tax.ancestors(own))}
                assert set(then.releases.where(**{name: value}).ids) == narrower
    for name in ("announced", "released", "deprecated", "retired"):
        numbers = store.numbers("release", name)
        assert {store.id_at("release", row): numbers.of_row(row) for row in numbers.known} == {
            release.id: date_number(getattr(release, name))
            for release in releases.values()
            if was(getattr(release, name), day)
        }
    newest = sorted(releases.values(), key=lambda release: (-date_number(release.released), release.id))
    assert [store.id_at("release", row) for row in store.newest_first(store.rows("release"))] == [
        release.id for release in newest
    ]


@pytest.mark.parametrize("day", ["2025-02", "2025-03-14", "2025-04", "2025-05-15", "2025-07-15", "2025-11-01", "2027"])
def test_days_of_the_sample(changing, day):
    """On each day there is what had come out, as it was: axes, facts, licenses, bases and ends."""

    check(changing, day)


@settings(max_examples=25, deadline=None)
@given(ROUGHLY)
def test_any_day_of_the_sample(changing, day):
    """So it is on any day, known to the day, the month or the year."""

    check(changing, day)


@pytest.mark.parametrize("day", ["2018-10-11", "2023-03", "2025"])
def test_days_of_the_bundled_taxonomy(tax, day):
    """So it is in the bundled taxonomy."""

    check(tax, day)


def test_the_evaluation_tells_days_apart(changing):
    """The plain evaluation has what changed: a fact by its history, a side line apart from the core."""

    fact = changing.releases["quakeling-live"].fact("context")
    days = ("2025-04-30", "2025-05-01", "2025-06-30", "2025-07-01", "2025-11-14", "2025-11-15")
    releases = releases_then(changing, "2026")

    assert [value_then(fact, day) for day in days] == [None, 4_000, 4_000, 128_000, 128_000, 64_000]
    assert [fact.as_of(day).value for day in days] == [None, 4_000, 4_000, 128_000, 128_000, 64_000]
    assert sorted(releases) == ["quakeling-1", "quakeling-2", "quakeling-3", "quakeling-guard-1", "quakeling-live"]
    assert [r.id for r in below(changing, releases, core=True)["quakeling-guard"]] == ["quakeling-guard-1"]
    assert "quakeling-guard-1" not in [r.id for r in below(changing, releases, core=True)["quakeling"]]
    assert "quakeling-guard-1" in [r.id for r in below(changing, releases, core=False)["quakeling"]]


def test_what_a_fact_was(changing):
    """A fact that was not known on the day is unknown, and one that was something else is that, with its evidence."""

    early, later = (changing.as_of(day).releases["quakeling-live"] for day in ("2025-04-15", "2025-06-15"))

    assert (early.context, early.license, early.layers, early.dtype) == (None, None, 12, None)
    assert "context" not in early.facts
    assert (later.context, later.license) == (4_000, "quake-license")
    assert later.fact("context").evidence[0].note == "made up for the tests"
    assert [former.until for former in later.fact("context").history] == ["2025-05-01"]


def test_what_a_release_was(changing):
    """A release is of the classes that its facts of the day make it one of."""

    days = ("2025-05-09", "2025-05-10", "2025-10-09", "2025-10-10")
    stores = [changing.as_of(day).store for day in days]
    places = [store.locate("quakeling-live") for store in stores]

    for (_, row), store, is_one in zip(places, stores, (None, False, False, True), strict=True):
        assert (row in store.having("release", "model_classes", "large-seismic-model")) is (is_one is True)
        assert (row in store.undecided("release", "large-seismic-model")) is (is_one is None)
        assert store.narrowest_classes(row) == ["large-seismic-model" if is_one else "seismic-model"]
        verdict = mt.is_a("quakeling-live", "large-seismic-model", taxonomy=mt.Taxonomy(store))
        assert verdict.value is is_one


def test_what_a_family_covered(changing):
    """Of what is said of a family there is only what its releases of the day have, inferred from them."""

    assert changing.families["quakeling"].languages == ("de", "fo", "is")
    assert changing.as_of("2025-05").families["quakeling"].languages == ("fo",)
    assert changing.as_of("2025-11-30").families["quakeling-later"].languages == ("de", "is")
    assert changing.as_of("2025-03-20").families["quakeling"].languages == ()
    assert changing.as_of("2025-03-20").families["quakeling"].architectures == ()
    assert changing.as_of("2025-03-20").families.find("quakeling-next") is None


# Leaving out


def test_as_of_leaves_out_what_is_later(small):
    """Later releases are left out, and so are those whose date is not known; concepts stay."""

    then = small.as_of("2025-06-01")

    assert small.releases.ids == ("quakeling-1", "quakeling-2", "quakeling-draft")
    assert then.releases.ids == ("quakeling-1",)
    assert then.families.ids == ("quakeling",)
    assert small.as_of("2026").releases.ids == ("quakeling-1", "quakeling-2")
    assert len(small.as_of("2025-02").families) == 0
    assert then.tasks.ids == small.tasks.ids
    assert then == then.combine(mt.Pack(entries=()))
    assert small.as_of(datetime.date(2025, 6, 1)) == then == small.as_of(datetime.datetime(2025, 6, 1, 12))
    assert then.data_version.endswith(" as of 2025-06-01")
    assert then.find("quakeling-2") is None
    assert then.find("Quakeling Next") is None
    assert mt.search("quakeling next", taxonomy=then).to_dict() != mt.search("quakeling next", taxonomy=small).to_dict()


def test_as_of_leaves_no_end_open(small, empty, write_pack):
    """A release whose base is left out no longer names it, nor gives evidence for it, even if it is the older one."""

    text = samples.PACK[samples.FAMILY_FILE].replace("2025-03-14", "2026-01-01")
    then = empty.combine(load_pack(write_pack(samples.PACK | {samples.FAMILY_FILE: text}))).as_of("2025-12-01")
    release = then.releases["quakeling-2"]

    assert (release.base, "base" in release.evidence) == (None, False)
    assert small.as_of("2025-12-01").releases["quakeling-2"].base == "quakeling-1"
    assert then == then.combine(mt.Pack(entries=()))


@pytest.mark.parametrize(
    "bad", ["", "2024-13", "2024-02-30", "24-01-01", "2024-1-1", "20240101", "2026-W48-1", "soon", 2024, None]
)
def test_days_that_are_none(small, bad):
    """What is no day, month or year of ISO 8601 is InvalidQuery."""

    with pytest.raises(InvalidQuery):
        small.as_of(bad)


@given(st.dates(datetime.date(1000, 1, 1)), st.dates(datetime.date(1000, 1, 1)))
def test_numbers_of_dates_sort_as_dates(one, other):
    """Numbers of dates sort with the dates; a month or year counts as its first day."""

    numbers = [date_number(checked_date("d", day)) for day in (one, other)]

    assert (one < other) == (numbers[0] < numbers[1])
    assert date_number(one.isoformat()[:7]) == date_number(one.replace(day=1).isoformat())
    assert date_number(one.isoformat()[:4]) == date_number(one.replace(day=1, month=1).isoformat())


# Views of views


@settings(max_examples=25, deadline=None)
@given(ROUGHLY, ROUGHLY)
def test_going_back_twice(changing, one, other):
    """Going back twice is going back to the earlier of the days, whichever comes first; a later day has no less."""

    earlier, later = sorted((one, other), key=date_number)
    expected = changing.as_of(earlier)

    for twice in (changing.as_of(later).as_of(earlier), changing.as_of(earlier).as_of(later)):
        assert twice == expected
        assert differences(expected.store, twice.store) == {}
        assert twice.data_version == expected.data_version
    assert set(expected.releases.ids) <= set(changing.as_of(later).releases.ids)


@pytest.mark.parametrize("day", ["2025-05", "2025-11-05", "2026-12-31"])
def test_a_view_of_a_combined_taxonomy(changing, day):
    """A day of a taxonomy with packs on top is that of the taxonomy that was built of all the entries at once."""

    from tests.test_overlay import built

    whole = mt.Taxonomy(built(changing))

    assert whole == changing
    assert type(whole.store) is not type(changing.store)
    assert differences(whole.as_of(day).store, changing.as_of(day).store) == {}


def test_a_pack_on_top_of_a_view(changing):
    """A pack on top of a day adds its entries to what there was, and leaves the rest as it was on the day."""

    made = {
        "id": "quakeling-9",
        "label": "Quakeling 9",
        "definition": "It is made up for these tests.",
        "family": "quakeling",
        "released": "2025-04-20",
        "languages": ["tlh"],
    }
    then = changing.as_of("2025-06-15")
    more = then.combine(pack_of([("test", "release", made)]))

    assert more.releases.ids == (*then.releases.ids[:1], "quakeling-9", *then.releases.ids[1:])
    assert more.families["quakeling"].languages == ("fo", "tlh")
    assert more.families.where(languages="tlh").ids == ("quakeling",)
    assert more.releases["quakeling-live"] == then.releases["quakeling-live"]
    assert more.releases.where(license="quake-license").ids == ("quakeling-1", "quakeling-live")
    assert more != changing.combine(pack_of([("test", "release", made)]))


def test_a_view_says_that_it_is_one(changing, small, empty, write_pack):
    """A day on which all was there is not the whole taxonomy: of families it says only what releases have."""

    dated = samples.PACK | {samples.FAMILY_FILE: samples.FAMILY + samples.RELEASE}
    whole = empty.combine(load_pack(write_pack(dated)))
    then = whole.as_of("2099")

    assert then.releases.ids == whole.releases.ids
    assert then != whole
    assert then == whole.as_of("2100")
    assert whole.combine(whole.as_of("2099")) == whole
    assert changing.as_of("2025-05") != changing.as_of("2025-06")


def test_views_are_small_values(tax, changing):
    """A view comes back from its pickle as an equal one; that of the bundled taxonomy holds no entries."""

    then = changing.as_of("2025-06-15")
    same = pickle.loads(pickle.dumps(then))

    assert isinstance(same.store, PastStore)
    assert same == then
    assert differences(then.store, same.store) == {}
    assert len(pickle.dumps(tax.as_of("2023"))) <= 1000
    assert pickle.loads(pickle.dumps(tax.as_of("2023"))) == tax.as_of("2023")
    some = then.families.where(languages="fo")
    assert pickle.loads(pickle.dumps(some)) == some
