"""Compile curation/ into the artefact that the package reads, and print what changed, entry by entry.

python tools/compile.py            write src/modeltaxonomy/data/ and schema/
python tools/compile.py --check    write nothing; exit 1 where what is there differs from what would be written
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modeltaxonomy import bundled
from modeltaxonomy.entries import KINDS, entry_class
from modeltaxonomy.entries.axes import FILLED_IN
from modeltaxonomy.errors import InvalidPack
from modeltaxonomy.integrity import laws
from modeltaxonomy.packs.reader import load_pack
from modeltaxonomy.store.build import build
from modeltaxonomy.store.entry import authored
from modeltaxonomy.values import schema

if TYPE_CHECKING:
    from modeltaxonomy.packs.pack import Pack

ROOT = Path(__file__).resolve().parent.parent
CURATION = ROOT / "curation"
DATA = ROOT / "src" / "modeltaxonomy" / "data"
SCHEMA = ROOT / "schema"


def compiled(pack: Pack) -> tuple[bytes, bytes]:
    """The artefact of a pack that stands alone. InvalidPack where it breaks a law, its own or one of curation."""

    records = {entry.id: authored(entry) for entry in pack.entries}
    ambiguous = pack.settings.get("ambiguities", {})
    of_curation = [*laws.undeclared_collisions(records, ambiguous), *laws.statements_have_evidence(records)]
    laws.enforce(records.values(), pack.places, of_curation)
    version = pack.settings["taxonomy"]["data_version"]
    return build(records.values(), data_version=version, ambiguous=ambiguous)


def schemas() -> dict[str, str]:
    """File name -> JSON Schema for each kind, for editors: as the TOML file has it, without what the file's place says."""

    made = {}
    for kind in KINDS.values():
        made[kind.name] = _authored_schema(kind.name)
    # Releases stand in the file of their family.
    release = made.pop("release")
    definitions = made["family"]["$defs"] | release.pop("$defs")
    made["family"]["$defs"] = definitions | {"Release": release}
    made["family"]["properties"]["releases"] = {
        "type": "object",
        "description": "Id of a release that stands in the family -> the release.",
        "additionalProperties": {"$ref": "#/$defs/Release"},
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        f"{name}.json": json.dumps(head | found, indent=1, ensure_ascii=False) + "\n" for name, found in made.items()
    }


def _authored_schema(kind: str) -> dict[str, Any]:
    found = schema.adapter(entry_class(kind)).json_schema()
    name = found.pop("$ref", "").rpartition("/")[2]
    found = {**found["$defs"].pop(name), "$defs": found["$defs"]} if name else found
    for key in ("id", *FILLED_IN, *(("family",) if kind == "release" else ())):
        found["properties"].pop(key, None)
        if key in found["required"]:
            found["required"].remove(key)
    return found


def diff(before: bytes, after: bytes) -> list[str]:
    """What changed, a line an entry: + new, - gone, ~ changed with the fields that did."""

    old, new = ({record["id"]: record for record in map(json.loads, block.splitlines())} for block in (before, after))
    lines = []
    for entry_id in sorted(old.keys() | new.keys()):
        was, now = old.get(entry_id), new.get(entry_id)
        if was is None or now is None:
            lines.append(f"{'+' if was is None else '-'} {(now or was or {}).get('kind')} {entry_id}")
        elif was != now:
            fields = sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
            lines.append(f"~ {now['kind']} {entry_id}: {', '.join(fields)}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on a difference")
    check = parser.parse_args().check
    try:
        lines, index = compiled(load_pack(CURATION))
    except InvalidPack as error:
        print(error, file=sys.stderr)
        return 3
    wanted = {DATA / bundled.LINES: lines, DATA / bundled.INDEX: index}
    wanted |= {SCHEMA / name: text.encode() for name, text in schemas().items()}
    there = DATA / bundled.LINES
    for line in diff(there.read_bytes() if there.exists() else b"", lines):
        print(line)
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        if check:
            print(f"out of date: {path.relative_to(ROOT)}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Put in place whole: a process that has the old file open goes on reading the old file.
            new = path.with_name(f"{path.name}.new")
            new.write_bytes(wanted[path])
            new.replace(path)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
