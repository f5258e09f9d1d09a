"""Adaptation techniques."""

from __future__ import annotations

from typing import Literal, get_args

from modeltaxonomy.entries.applicability import ApplicabilityRule, rule_tuple
from modeltaxonomy.entries.axes import axis
from modeltaxonomy.entries.concept import Concept
from modeltaxonomy.values import as_tuple, field, frozen

__all__ = ["ACCESS_NEEDED", "DATA_KINDS", "AccessNeeded", "DataKind", "Technique"]

AccessNeeded = Literal["prompts", "logits", "activations", "weights", "gradients"]
ACCESS_NEEDED: tuple[AccessNeeded, ...] = get_args(AccessNeeded)

Hosted = Literal["yes", "if-offered", "no"]

DataKind = Literal[
    "none",
    "examples",
    "labelled",
    "unlabelled",
    "documents",
    "prompts",
    "preference-pairs",
    "binary-feedback",
    "demonstrations",
    "subject-images",
    "models",
]
DATA_KINDS: dict[DataKind, str] = {
    "none": "nothing beyond the prompt",
    "examples": "from one to some hundred worked examples",
    "labelled": "inputs with the outputs wanted, enough to train on",
    "unlabelled": "raw text, images or signals of the domain",
    "documents": "a corpus to look things up in",
    "prompts": "prompts without answers",
    "preference-pairs": "pairs of answers of which one is preferred",
    "binary-feedback": "single answers marked good or bad",
    "demonstrations": "recorded behaviour or reasoning to imitate",
    "subject-images": "a few pictures of a subject or style",
    "models": "other trained models",
}


@frozen
class Technique(Concept):
    """A way of fitting a model to a use."""

    kind = "technique"

    access_needed: AccessNeeded | None = axis(
        single=True,
        words=ACCESS_NEEDED,
        description="The least one has to get at: prompts (any API), logits, activations, weights, gradients.",
    )
    hosted: Hosted | None = axis(
        single=True,
        words=get_args(Hosted),
        description="Whether it can be had where only an API is: always, where the host offers it, never.",
    )
    changes: Literal["nothing", "added-parameters", "base-weights", "new-model"] | None = field(
        default=None, description="What of the model is different afterwards."
    )
    data: tuple[DataKind, ...] = axis(
        words=tuple(DATA_KINDS),
        description="The kinds of data, any one of which suffices.",
    )
    reward: Literal["none", "optional", "required"] = field(
        default="none", description="Whether a reward function, model or judge is needed."
    )
    reference_model: Literal["none", "optional", "required"] = field(
        default="none", description="Whether a frozen copy of the model is kept beside it in training."
    )
    online_generation: bool = field(default=False, description="Whether training samples from the model.")
    mergeable: bool | None = field(
        default=None, description="Whether what was learned folds back into the base weights with equal outputs."
    )
    memory: str | None = field(default=None, description="What its memory is made of.")
    bytes_per_parameter: float | None = field(
        default=None,
        description="Memory it takes for weights, gradients and optimiser, bytes a parameter of the base; activations"
        " come on top.",
        gt=0,
    )
    quantized_base: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Quantisation backends on whose weights it can be trained, as PEFT names them.",
    )
    rules: tuple[ApplicabilityRule, ...] = field(
        default=(), converter=rule_tuple, description="When it applies and when it does not."
    )
