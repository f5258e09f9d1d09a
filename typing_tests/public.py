"""Checked by mypy and pyright, never run."""

from typing import Literal, assert_type

import modeltaxonomy as mt
from modeltaxonomy.entries import Capability, Entry, Evidence, Fact, Family, FormerValue, Release, Statement, Task
from modeltaxonomy.interchange import from_skos, to_skos, to_sssom
from modeltaxonomy.questions.recommendation.alternatives import Pipeline
from modeltaxonomy.questions.recommendation.answer import FamilyAdvice, TechniqueAdvice

tax = mt.taxonomy()
assert_type(tax, mt.Taxonomy)
assert_type(tax.families, mt.Collection[Family])
assert_type(tax.families["llama"], Family)
assert_type(tax.families.find("llama"), Family | None)
assert_type(tax.families.where(inputs="image"), mt.Collection[Family])
assert_type(tax.tasks.ids, tuple[str, ...])
assert_type(list(tax.tasks), list[Task])
assert_type(tax.capabilities, mt.Collection[Capability])
assert_type(tax.releases_of("llama", core=True), mt.Collection[Release])

release = mt.release("llama-3.1-8b")
assert_type(release, Release)
assert_type(release.parameters, int | None)
assert_type(release.training_compute, float | None)
assert_type(release.license, str | None)
assert_type(release.layers, int | None)
assert_type(release.announced, str | None)
assert_type(
    release.availability("2026-11-25"),
    Literal["open", "gated", "api", "limited-preview", "none", "retired", "unknown"],
)
assert_type(release.statement("tasks"), Statement)
assert_type(release.statement("tasks").inherited_from, str | None)
assert_type(release.statement("tasks").evidence_for("translation"), tuple[Evidence, ...])
assert_type(release.facts["context"], Fact)
assert_type(release.facts["context"].history, tuple[FormerValue, ...])
assert_type(release.fact("context").status, Literal["known", "undisclosed", "not-applicable", "unknown"])
assert_type(mt.get("lora"), Entry)
assert_type(mt.family("llama-3.1").broader, tuple[str, ...])
assert_type(mt.family("llama").provenance("image"), Literal["native", "via-tools"] | None)

answer = mt.recommend(["text", "image"], "visual-question-answering", memory_gb=24)
assert_type(answer, mt.Recommendation)
assert_type(answer.families, tuple[FamilyAdvice, ...])
assert_type(answer.families[0].generation, str | None)
assert_type(answer.techniques[0], TechniqueAdvice)
assert_type(answer.pipelines[0], Pipeline)
assert_type(answer.requirements, mt.Requirements)
assert_type(answer.requirements.memory_gb, float | None)
assert_type(answer.decided_by, str | None)
assert_type(mt.recommend(mt.Requirements(tasks=("translation",), as_of="2024-01-01")), mt.Recommendation)
assert_type(mt.classify("bert").why("llm"), mt.Verdict)
assert_type(mt.classify("bert").varies, tuple[str, ...])
assert_type(mt.is_a("bert", "llm").value, bool | None)
assert_type(mt.is_a("bert", "llm").extent, Literal["all", "most", "some", "none", "unknown"])
assert_type(mt.compare("bert", "llama"), mt.Comparison)
assert_type(mt.search("text to video").ids, tuple[str, ...])
assert_type(tax.combine(mt.load_pack("docs/example-pack")), mt.Taxonomy)
assert_type(tax.as_of("2024-01-01"), mt.Taxonomy)

assert_type(from_skos(to_skos(tax)), mt.Pack)
assert_type(to_sssom(tax), str)

mt.recommend(memory_gb="24")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
release.label = "other"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
mt.Requirements(colour="red")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
mt.recommend(licence="mit")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
