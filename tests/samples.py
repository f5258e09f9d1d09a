"""A small pack that is consistent by itself: one entry of each kind that a model needs, named like nothing real.

A family with two releases, and a generation of it with a third.
"""

NOTE = '{ basis = "editorial", note = "made up for the tests" }'
READ = '{ source = "quakeling-2025", at = "section 2", checked = 2026-01-02 }'

SOURCES = """
[quakeling-2025]
title = "Quakeling: forecasts of tremors"
authors = ["Ada Fault", "Ben Rift"]
year = 2025
url = "https://example.org/quakeling"
checked = 2026-01-02
"""

MODALITY = f"""
label = "Tremor trace"
aliases = ["seismogram strip"]
definition = "A recording of how the ground moves at one place."
mappings = [{{ scheme = "seismic-codes", code = "TT-1" }}]

[evidence]
definition = [{NOTE}]
"""

NARROWER_MODALITY = """
label = "Micro tremor trace"
definition = "A recording of movements too small to be felt."
broader = ["tremor-trace"]
"""

TASK = """
label = "Tremor forecasting"
definition = "Telling from past tremors which ones come next."
inputs = ["tremor-trace"]
outputs = ["tremor-trace"]
"""

OBJECTIVE = """
label = "Next tremor prediction"
definition = "The likelihood of the next movement, given those before."
"""

ARCHITECTURE = """
label = "Tremor net"
definition = "A network with a recurrence that follows the fault line."
"""

LICENSE = """
label = "Quake license"
definition = "Everything is permitted except causing earthquakes."
"""

MODEL_CLASS = f"""
label = "Seismic model"
definition = "A model that takes recordings of the ground's movement."
conditions = [{{ axis = "inputs", values = ["tremor-trace"], reason = "takes recordings of the ground" }}]

[evidence]
conditions = [{READ}]
"""

TECHNIQUE = """
label = "Aftershock tuning"
definition = "Training goes on with the tremors of the days that follow."
access_needed = "weights"
hosted = "no"
changes = "base-weights"
data = ["unlabelled"]
"""

DEVELOPER = """
label = "Fault Line Lab"
definition = "A laboratory that exists in these tests and nowhere else."
"""

FAMILY = f"""
label = "Quakeling"
aliases = ["Quakeling models"]
definition = "Models that were made up to test how packs are read."
developers = ["fault-line-lab"]
first_release = "2025-03"
inputs = ["micro-tremor-trace"]
outputs = ["tremor-trace"]
tasks = ["tremor-forecasting"]
objectives = ["next-tremor-prediction"]
adaptations = ["aftershock-tuning"]
access = ["quake-license"]
references = ["quakeling-2025"]
missing = {{ architectures = "undisclosed" }}

[evidence]
developers = [{READ}]
first_release = [{NOTE}]
inputs = [{READ}]
outputs = [{READ}]
tasks = [{READ}]
objectives = [{NOTE}]
access = [{NOTE}]
"""

RELEASE = f"""
[releases.quakeling-1]
label = "Quakeling 1"
definition = "The first of the models that were made up."
released = 2025-03-14

[releases.quakeling-1.facts]
parameters = {{ value = 7_000_000, evidence = [{READ}] }}
license = {{ value = "quake-license", evidence = [{NOTE}] }}
training_compute = {{ status = "undisclosed", evidence = [{NOTE}] }}
"""

UNDATED_RELEASE = """
[releases.quakeling-draft]
label = "Quakeling draft"
definition = "A model of which nobody knows when it came out."
"""

GENERATION = f"""
label = "Quakeling Next"
definition = "The later of the models that were made up, which were told how they are built."
architectures = ["tremor-net"]

[evidence]
architectures = [{READ}]
"""

LATER_RELEASE = """
[releases.quakeling-2]
label = "Quakeling 2"
definition = "The second of the models, made from the first."
released = "2025-11-02"
base = "quakeling-1"
relation = "fine-tuned"

[releases.quakeling-2.evidence]
base = [{ basis = "editorial", note = "made up for the tests" }]
"""

FAMILY_FILE = "families/quakeling/quakeling.toml"
GENERATION_FILE = "families/quakeling/quakeling-next.toml"

PACK = {
    "sources/q.toml": SOURCES,
    "modalities/tremor-trace.toml": MODALITY,
    "modalities/micro-tremor-trace.toml": NARROWER_MODALITY,
    "tasks/tremor-forecasting.toml": TASK,
    "objectives/next-tremor-prediction.toml": OBJECTIVE,
    "architectures/tremor-net.toml": ARCHITECTURE,
    "openness/quake-license.toml": LICENSE,
    "model-classes/seismic-model.toml": MODEL_CLASS,
    "techniques/aftershock-tuning.toml": TECHNIQUE,
    "developers/fault-line-lab.toml": DEVELOPER,
    FAMILY_FILE: FAMILY + RELEASE + UNDATED_RELEASE,
    GENERATION_FILE: GENERATION + LATER_RELEASE,
}
"""File -> text."""
ENTRIES = 15
"""How many entries that is: releases stand in the files of families, sources in that of their letter."""

SECOND_PACK = {
    "families/quakelet/quakelet.toml": """
label = "Quakelet"
definition = "A second lineage, which a second pack brings along."
inputs = ["tremor-trace"]
outputs = ["tremor-trace"]
tasks = ["tremor-forecasting"]

[evidence]
inputs = [{ basis = "editorial", note = "made up for the tests" }]
outputs = [{ basis = "editorial", note = "made up for the tests" }]
tasks = [{ basis = "editorial", note = "made up for the tests" }]

[releases.quakelet-mini]
label = "Quakelet mini"
definition = "The only model of the second lineage there is."
released = 2026-01-05
""",
}
"""Goes on top of the first."""

OFFSHOOT_PACK = {
    "families/quakeling/quakeling-guard.toml": f"""
label = "Quakeling Guard"
definition = "A side line that goes by the name and tells only whether the ground moves."
offshoot = true
inputs = ["tremor-trace"]

[evidence]
inputs = [{NOTE}]

[releases.quakeling-guard-1]
label = "Quakeling Guard 1"
definition = "The only model of the side line there is."
released = 2025-12-01
""",
}
"""A side line of the first pack's family; goes on top of the first."""
