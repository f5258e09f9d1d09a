"""Checked by mypy and pyright, never run."""

from typing import Literal, assert_type

import modeltaxonomy as mt
from modeltaxonomy.entries import Entry, Fact, Family, Release, Task
from modeltaxonomy.interchange import from_skos, to_skos, to_sssom
from modeltaxonomy.questions.recommend import FamilyAdvice, TechniqueAdvice

tax = mt.taxonomy()
assert_type(tax, mt.Taxonomy)
assert_type(tax.families, mt.Collection[Family])
assert_type(tax.families["llama"], Family)
assert_type(tax.families.find("llama"), Family | None)
assert_type(tax.families.where(inputs="image"), mt.Collection[Family])
assert_type(tax.tasks.ids, tuple[str, ...])
assert_type(list(tax.tasks), list[Task])

release = mt.release("llama-3.1-8b")
assert_type(release, Release)
assert_type(release.parameters, int | None)
assert_type(release.training_compute, float | None)
assert_type(release.facts["context"], Fact)
assert_type(release.fact("context").status, Literal["known", "undisclosed", "not-applicable", "unknown"])
assert_type(mt.get("lora"), Entry)
assert_type(mt.family("llama").provenance("image"), Literal["native", "via-tools"] | None)

answer = mt.recommend(["text", "image"], "visual-question-answering", memory_gb=24)
assert_type(answer, mt.Recommendation)
assert_type(answer.families, tuple[FamilyAdvice, ...])
assert_type(answer.techniques[0], TechniqueAdvice)
assert_type(mt.classify("bert").why("llm"), mt.Verdict)
assert_type(mt.is_a("bert", "llm").value, bool | None)
assert_type(mt.compare("bert", "llama"), mt.Comparison)
assert_type(mt.search("text to video").ids, tuple[str, ...])
assert_type(tax.combine(mt.load_pack("docs/example-pack")), mt.Taxonomy)
assert_type(tax.as_of("2024-01-01"), mt.Taxonomy)

assert_type(from_skos(to_skos(tax)), mt.Pack)
assert_type(to_sssom(tax), str)

mt.recommend(memory_gb="24")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
release.label = "other"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
