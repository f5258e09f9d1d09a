"""The catalogue says what it said before families were nested: every difference is listed here, with its reason.

`before/facts.json.gz` holds what held of each release and family under data version 2026.11.1, as the library gave it.
The comparison is with data version 2026.11.2, which has the new form; what is curated later is no business of this file,
and with the next version it can go.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import modeltaxonomy as mt
from modeltaxonomy.entries import AXES, FACTS

pytestmark = pytest.mark.skipif(
    mt.taxonomy().data_version != "2026.11.2", reason="the data is of a later version than the change of form"
)

BEFORE = json.loads(gzip.decompress((Path(__file__).parent / "before" / "facts.json.gz").read_bytes()))

CORRECTED = {
    "a context that is reached by YaRN, or a size of a position table, is not the native context": {
        ("qwen2.5-7b-instruct", "context"),
        ("qwen2.5-72b-instruct", "context"),
        ("qwen2.5-vl-7b-instruct", "context"),
        ("qwen2.5-vl-72b-instruct", "context"),
        ("qwen3-8b", "context"),
        ("qwen3-235b-a22b", "context"),
        ("multilingual-e5-large", "context"),
        ("paraphrase-multilingual-mpnet-base-v2", "context"),
    },
    "a context, or a default of a reseller, was copied into the longest output": {
        ("deepseek-v3.2", "max_output"),
        ("gemini-2.0-flash-exp-image-generation", "max_output"),
        ("grok-3", "max_output"),
        ("grok-4-0709", "max_output"),
        ("voxtral-small-24b-2507", "max_output"),
        ("jamba-1.5-large", "max_output"),
        ("jamba-1.5-mini", "max_output"),
        ("jamba-large-1.7", "max_output"),
    },
    "buffers of the checkpoint were counted as parameters; only the last corpus as training tokens": {
        ("speecht5-tts", "parameters"),
        ("rwkv-7-world3-2.9b", "training_tokens"),
    },
    "the source says less than the specific concept, or another one": {
        ("clap-htsat-fused", "objectives"),
        ("clap-htsat-unfused", "objectives"),
        ("larger-clap-general", "objectives"),
        ("janusflow-1.3b", "objectives"),
        ("xtts-v1.1", "adaptations"),
        ("xtts-v2", "adaptations"),
        ("videomae-base", "breadth"),
        ("videomae-large", "breadth"),
        ("videomae-v2-giant", "breadth"),
        ("stable-audio-open-1.0", "inputs"),
        ("llama-3.2-11b-vision-instruct", "objectives"),
        ("llama-3.3-70b-instruct", "objectives"),
        ("nllb-200-3.3b", "paradigms"),
        ("nllb-moe-54b", "paradigms"),
        ("shieldgemma-2b", "paradigms"),
        ("shieldgemma-2-4b-it", "paradigms"),
        ("text-embedding-ada-002", "objectives"),
        ("text-embedding-3-small", "objectives"),
        ("text-embedding-3-large", "objectives"),
        ("dall-e-1", "domains"),
        ("dall-e-2", "domains"),
        ("dall-e-3", "domains"),
        ("gemini-2.5-flash-preview-tts", "architectures"),
    },
    "post-trained by direct preference optimisation in rounds, without a policy gradient": {
        ("llama-3.1-8b-instruct", "objectives"),
        ("llama-3.1-70b-instruct", "objectives"),
        ("llama-3.1-405b-instruct", "objectives"),
    },
    "taken over from a sibling: Mixtral has no sliding window; Mistral 7B calls functions from version 0.3 on": {
        ("mixtral-8x7b-v0.1", "components"),
        ("mixtral-8x7b-instruct-v0.1", "components"),
        ("mistral-7b-instruct-v0.1", "tasks"),
        ("mistral-7b-instruct-v0.1", "adaptations"),
    },
    "taken over from siblings that write, draw or read what this one does not": {
        ("cosmos-1.0-diffusion-14b-video2world", "tasks"),
        ("cosmos-predict2-2b-video2world", "tasks"),
        ("cosmos-predict2.5-2b", "tasks"),
        ("esmc-600m", "tasks"),
        ("nomic-embed-vision-v1.5", "tasks"),
    },
    "a side line was given the fields of the family that it leaves": {
        ("gemini-2.0-flash-exp-image-generation", "domains"),
        ("gemini-2.5-flash-image", "domains"),
        ("gemini-2.5-flash-preview-tts", "domains"),
        ("gemini-omni-flash-preview", "domains"),
        ("gpt-4o-audio-preview", "domains"),
        ("med-palm", "domains"),
        ("med-palm", "breadth"),
        ("med-palm-2", "domains"),
        ("med-palm-2", "breadth"),
    },
    "the name follows the paper; the weights are as many as those of Mixtral 8x7B": {
        ("saullm-54b-instruct", "parameters"),
    },
    "the conversion that is an alias has a licence of its own, which stands beside": {
        ("resnet-50", "license"),
        ("resnet-152", "license"),
    },
    "the day of the paper is not the day of the release": {
        ("nucleotide-transformer-2.5b-multi-species", "released"),
    },
    "the domain, healthcare, is that of Med-PaLM, which is a side line": {
        ("palm-8b", "domains"),
        ("palm-62b", "domains"),
        ("palm-540b", "domains"),
        ("flan-palm-540b", "domains"),
        ("palm-2", "domains"),
    },
    "it was said to be missing, and had values": {("imagen-4", "missing architectures")},
}
"""Reason -> (release, what is another than before)."""

NEW = ("capabilities", "developers")
"""Axes that releases did not have before."""


def differences(tax):
    """(release, field) for all that is not as it was; what is known now and was not declared before is no difference."""

    for release_id, before in BEFORE["release"].items():
        release = tax.releases[release_id]
        for axis in AXES:
            now = getattr(release, axis)
            values = [now] if isinstance(now, str) else sorted(now or ())
            if values != before.get(axis, []) and axis not in NEW:
                yield release_id, axis
            elif release.missing.get(axis, "unknown") != before.get("missing", {}).get(axis, "unknown"):
                yield release_id, f"missing {axis}"
        for name in ("released", "base", "relation"):
            if getattr(release, name) != before.get(name):
                yield release_id, name
        for name, fact in before["facts"].items():
            found = release.fact(name)
            said = {"value": found.value, "status": found.status, "alternatives": [a.value for a in found.alternatives]}
            if said != fact:
                yield release_id, name


def test_a_difference_is_noticed(tax):
    """A value that is not what it was is reported."""

    kept = BEFORE["release"]["llama-3.1-8b"]["facts"]["context"]["value"]
    BEFORE["release"]["llama-3.1-8b"]["facts"]["context"]["value"] = 1
    try:
        assert ("llama-3.1-8b", "context") in set(differences(tax))
    finally:
        BEFORE["release"]["llama-3.1-8b"]["facts"]["context"]["value"] = kept


def test_releases_say_what_they_said(tax):
    """No release lost, gained or changed a value but those listed, each for its reason."""

    assert {place for places in CORRECTED.values() for place in places} == set(differences(tax))


def test_no_release_and_no_family_is_gone(tax):
    """Every release and family of before is there, under its id."""

    assert [name for name in BEFORE["release"] if name not in tax.releases] == []
    assert [name for name in BEFORE["family"] if name not in tax.families] == []


def test_new_facts_are_of_new_kinds(tax):
    """A fact that a release did not have before is one that was not declared then."""

    known = {name for before in BEFORE["release"].values() for name in before["facts"]}
    new = {
        (release_id, name)
        for release_id, before in BEFORE["release"].items()
        for name in tax.releases[release_id].facts
        if name not in before["facts"] and name in known
    }

    assert new == set()
    assert known < set(FACTS)


def test_families_cover_what_they_covered(tax):
    """A family has what it had on an axis, less what only a side line that was split off from it had, and what was
    corrected in its releases."""

    split = {
        "gemini": {
            "outputs",
            "tasks",
            "adaptations",
            "objectives",
            "paradigms",
            "domains",
            "architectures",
            "components",
        },
        "gpt-4o": {"inputs", "outputs", "tasks", "objectives"},
        "mms": {"inputs", "outputs", "tasks", "objectives", "architectures", "components", "paradigms"},
        "palm": {"domains", "tasks", "adaptations", "paradigms"},
        "voxtral": {"outputs", "tasks", "objectives", "architectures", "components"},
    }
    corrected = {(tax.releases[release].family, axis) for places in CORRECTED.values() for release, axis in places} | {
        ("hunyuan-image", "inputs"),
        ("stable-video-diffusion", "inputs"),
        ("stable-video-diffusion", "tasks"),
    }
    for family_id, before in BEFORE["family"].items():
        family = tax.families[family_id]
        for axis in AXES:
            now = getattr(family, axis)
            lost = set(before.get(axis, ())) - set([now] if isinstance(now, str) else now or ())
            if lost and (family_id, axis) not in corrected:
                assert axis in split.get(family_id, ()), (family_id, axis, lost)
