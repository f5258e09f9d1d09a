"""What importing and asking cost: whole processes, as ratios to bare Python and to `import attrs`, in one run.

    python benchmarks/run.py                   the bundled taxonomy
    python benchmarks/run.py --times 10        also a catalogue 10 times as large, made of copies: nothing should grow
    python benchmarks/run.py --runs 30         more runs a figure (15 by default)

The commands take turns, so that a machine that speeds up or slows down does so for all of them; the median of the
ratios run by run is printed. Warm figures are medians within one process. Memory is the peak resident set.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src"

BARE = "pass"
ATTRS = "import attrs"
ASK = "mt.recommend(['text', 'image'], 'visual-question-answering')"
COLD = {
    "import": "import modeltaxonomy",
    "first recommend": f"import modeltaxonomy as mt; {ASK}",
    "first record": "import modeltaxonomy as mt; mt.release('llama-3.1-8b')",
    "first classify": "import modeltaxonomy as mt; mt.classify('gemini')",
}
WARM = {
    "recommend": ASK,
    "recommend, legal, 24 GB": "mt.recommend(tasks='summarization', domains='legal', data='labelled', memory_gb=24)",
    "recommend, nothing fits": "mt.recommend(['protein', 'audio'], access='open-weights')",
    "as_of, then recommend": f"{ASK[:-1]}, taxonomy=tax.as_of('2024-06-30'))",
    "combine a pack": "tax.combine(pack)",
    "classify": "mt.classify('gemini')",
    "is_a": "mt.is_a('bert', 'large-language-model')",
    "family by name": "mt.family('Llama')",
    "unknown name": "unknown()",
    "find, nothing there": "tax.find(f'no such model {next(numbers)}')",
    "where": "tax.releases.where(inputs='image', outputs='text')",
    "search": "mt.search('text to video')",
}
SIZES = {
    "pickled taxonomy": "len(pickle.dumps(tax))",
    "pickled collection, less its ids": "len(pickle.dumps(some)) - sum(map(len, some.ids))",
    "classify('gemini') as JSON": "len(json.dumps(mt.classify('gemini').to_dict()))",
}
SETUP = """
import itertools, json, pickle, timeit
import modeltaxonomy as mt
tax = mt.taxonomy()
some = tax.releases.where(family="llama")
note = [{"basis": "editorial", "note": "made up for the benchmark"}]
from modeltaxonomy.entries import Family, Release
family = Family(id="acme", label="Acme", definition="A family that was made up for the benchmark.", inputs=("text",),
                outputs=("text",), tasks=("summarization",), evidence={n: note for n in ("inputs", "outputs", "tasks")})
releases = [Release(id=f"acme-{n}", label=f"Acme {n}", definition="A release that was made up.", family="acme",
                    released=f"2026-0{n}-01", facts={"parameters": {"value": 10**9 * n, "evidence": note}})
            for n in (1, 2, 3)]
pack = mt.Pack(entries=(family, *releases))
numbers = itertools.count()
def unknown():
    try:
        mt.get(f"lama-3.1-{next(numbers)}b-instrct")
    except mt.UnknownName as error:
        return error.suggestions
"""


def measure(code: str, path: Path) -> tuple[float, float]:
    """Seconds of wall time and megabytes of peak memory of a fresh interpreter that runs the code."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(path)}
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status:
        raise SystemExit(f"failed: {code}")
    return seconds, usage.ru_maxrss / 1024


def cold(path: Path, runs: int) -> None:
    codes = {"bare Python": BARE, "import attrs": ATTRS, **COLD}
    for code in codes.values():
        measure(code, path)
    rows: dict[str, list[tuple[float, float]]] = {name: [] for name in codes}
    for _ in range(runs):
        for name, code in codes.items():
            rows[name].append(measure(code, path))
    print(f"{'whole process':<24}{'x bare':>8}{'x attrs':>9}{'memory x attrs':>16}{'ms':>8}")
    for name, row in rows.items():
        ratios = [
            statistics.median(mine[i] / other[i] for mine, other in zip(row, rows[base], strict=True))
            for base, i in (("bare Python", 0), ("import attrs", 0), ("import attrs", 1))
        ]
        milliseconds = statistics.median(seconds for seconds, _ in row) * 1e3
        print(f"{name:<24}{ratios[0]:>8.2f}{ratios[1]:>9.2f}{ratios[2]:>16.2f}{milliseconds:>8.1f}")


def warm(path: Path) -> None:
    code = SETUP + "".join(
        f"{call}\nn = 20\nt = sorted(timeit.repeat(lambda: {call}, number=n, repeat=9))[4] / n\n"
        f"print({name!r}.ljust(36), format(t * 1e3, '9.4f'), 'ms')\n"
        for name, call in WARM.items()
    )
    code += "".join(f"print({name!r}.ljust(36), format({size}, '9,'), 'bytes')\n" for name, size in SIZES.items())
    environment = os.environ | {"PYTHONPATH": str(path)}
    print("\nwarm, in one process")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def enlarged(times: int, folder: Path) -> None:
    """Write a copy of the package whose catalogue has every family and release `times` times, under other ids."""
    sys.path.insert(0, str(PACKAGE))
    from modeltaxonomy import bundled
    from modeltaxonomy.store.build import build

    records = [dict(fields) for fields in bundled.store().all_authored()]
    copies = []
    for record in records:
        if record["kind"] in ("family", "release"):
            for n in range(1, times):
                copy = {**record, "id": f"{record['id']}-copy-{n}", "label": f"{record['label']} copy {n}"}
                copy["aliases"] = []
                for name in ("family", "base"):
                    if name in record:
                        copy[name] = f"{record[name]}-copy-{n}"
                if "broader" in record:
                    copy["broader"] = [f"{wider}-copy-{n}" for wider in record["broader"]]
                copies.append(copy)
    lines, index = build([*records, *copies], data_version="enlarged")
    place = folder / "src"
    shutil.copytree(PACKAGE / "modeltaxonomy", place / "modeltaxonomy")
    (place / "modeltaxonomy" / "data" / bundled.LINES).write_bytes(lines)
    (place / "modeltaxonomy" / "data" / bundled.INDEX).write_bytes(index)
    print(f"\n{times} times the catalogue: {len(records) + len(copies):,} entries, {len(lines) / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--enlarge", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.enlarge:
        enlarged(int(arguments.enlarge[0]), Path(arguments.enlarge[1]))
        return
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, {arguments.runs} runs\n")
    cold(PACKAGE, arguments.runs)
    warm(PACKAGE)
    if arguments.times > 1:
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: a child's peak memory starts from that of the process that forks it.
            subprocess.run([sys.executable, __file__, "--enlarge", str(arguments.times), folder], check=True)
            cold(Path(folder, "src"), arguments.runs)
            warm(Path(folder, "src"))


if __name__ == "__main__":
    main()
