"""Hold the pinned code lists of other vocabularies against the packages that are installed.

    python tools/pins.py                   for each list that can be read from an installed package, what is new or gone
    python tools/pins.py --write           and write the lists anew; map what is new, or say why it is out of scope

A list is read by parsing a file of the package, which is not imported: that needs no torch. Lists that no package
holds are refreshed by hand, as their `how` says.
"""

from __future__ import annotations

import argparse
import ast
import importlib.metadata
import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PINS = Path(__file__).resolve().parent.parent / "pins"
LITELLM_TABLE = "model_prices_and_context_window_backup.json"


def enum_values(path: Path, name: str) -> list[str]:
    """The string values of an enumeration, as its class body assigns them."""
    found = next(n for n in ast.walk(_tree(path)) if isinstance(n, ast.ClassDef) and n.name == name)
    values = [n.value.value for n in found.body if isinstance(n, ast.Assign) and isinstance(n.value, ast.Constant)]
    return [value for value in values if isinstance(value, str)]


def keys_of(path: Path, name: str) -> list[str]:
    """The string keys of a module's mapping: of a dictionary, of pairs, and of what updates it."""
    found: list[str] = []
    for node in ast.walk(_tree(path)):
        assigned = isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
        updated = isinstance(node, ast.Call) and ast.unparse(node.func) == f"{name}.update"
        if assigned or updated:
            for part in ast.walk(node):
                pairs = (
                    part.keys if isinstance(part, ast.Dict) else part.elts[:1] if isinstance(part, ast.Tuple) else []
                )
                found += [key.value for key in pairs if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return found


def modes(path: Path) -> list[str]:
    """The modes of LiteLLM's price table; the sample entry's is a sentence and does not count."""
    return [row["mode"] for row in _priced(path) if row.get("mode")]


def capabilities(path: Path) -> list[str]:
    """The capability flags of LiteLLM's price table, whether they are true or false."""
    return [key for row in _priced(path) for key in row if key.startswith("supports_")]


def endpoints(path: Path) -> list[str]:
    """The endpoints of LiteLLM's price table."""
    return [endpoint for row in _priced(path) for endpoint in row.get("supported_endpoints", ())]


def _priced(path: Path) -> list[dict[str, Any]]:
    table = json.loads(path.read_text(encoding="utf-8"))
    return [row for name, row in table.items() if name != "sample_spec"]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


READERS: dict[str, tuple[str, str, Callable[[Path], list[str]]]] = {
    "peft-type": ("peft", "utils/peft_types.py", lambda path: enum_values(path, "PeftType")),
    "peft-task-type": ("peft", "utils/peft_types.py", lambda path: enum_values(path, "TaskType")),
    "transformers-quant-method": (
        "transformers",
        "utils/quantization_config.py",
        lambda path: enum_values(path, "QuantizationMethod"),
    ),
    "transformers-model-type": (
        "transformers",
        "models/auto/auto_mappings.py",
        lambda path: [
            key
            for file in (path, path.with_name("configuration_auto.py"))
            for key in keys_of(file, "CONFIG_MAPPING_NAMES")
        ],
    ),
    "litellm-mode": ("litellm", LITELLM_TABLE, modes),
    "litellm-capability": ("litellm", LITELLM_TABLE, capabilities),
    "litellm-endpoint": ("litellm", LITELLM_TABLE, endpoints),
}


def installed(scheme: str) -> tuple[str, list[str]] | None:
    """The version of the scheme's package and its codes, sorted; None where it is not installed."""
    package, file, read = READERS[scheme]
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    codes = read(Path(spec.origin).parent / file)
    return importlib.metadata.version(package), sorted(set(codes))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the lists anew")
    write = parser.parse_args().write
    changed = False
    for scheme, (package, _, _) in READERS.items():
        file = PINS / f"{scheme}.toml"
        text = file.read_text(encoding="utf-8")
        pin = tomllib.loads(text)
        found = installed(scheme)
        if found is None:
            print(f"{scheme}: {package} is not installed; pinned at {pin['version']}")
            continue
        version, codes = found
        new, gone = sorted(set(codes) - set(pin["codes"])), sorted(set(pin["codes"]) - set(codes))
        print(f"{scheme}: {package} {version}, pinned at {pin['version']}: {len(new)} new, {len(gone)} gone")
        for code in new:
            print(f"  + {code}")
        for code in gone:
            print(f"  - {code}")
        changed |= bool(new or gone)
        if write:
            listed = "".join(f"  {json.dumps(code)},\n" for code in codes)
            text = re.sub(r"^codes = \[.*?^\]\n", f"codes = [\n{listed}]\n", text, flags=re.M | re.S)
            text = re.sub(r"^version = .*$", f"version = {json.dumps(version)}", text, count=1, flags=re.M)
            file.write_text(text, encoding="utf-8")
    return int(changed and not write)


if __name__ == "__main__":
    sys.exit(main())
