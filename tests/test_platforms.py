"""The package works where people are: each platform is simulated in a process of its own."""

from __future__ import annotations

import functools
import importlib.util
import os
import runpy
import subprocess
import sys
import tomllib
import zipapp
import zipfile
from pathlib import Path
from typing import Any

import pytest

import modeltaxonomy

PACKAGE = Path(modeltaxonomy.__file__).parent
PROJECT = Path(__file__).resolve().parent.parent

# What only Unix has of the module os, as far as it could be of use here.
UNIX = (
    *("pread", "preadv", "pwrite", "fork", "forkpty", "register_at_fork", "getuid", "geteuid", "mkfifo", "chown"),
    *("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_NOCTTY", "sched_getaffinity", "get_blocking", "uname"),
)

# A walk through everything that reads data, one answer a line, all of it ASCII.
TOUR = """
import json, pickle, sys, tempfile
from pathlib import Path
import modeltaxonomy as mt
from modeltaxonomy import display

def say(value):
    print(json.dumps(value, sort_keys=True, ensure_ascii=True))

for question in (
    {"tasks": "translation", "memory_gb": 16, "data": "labelled"},
    {"tasks": "text-generation", "domains": "healthcare", "languages": "fr"},
    {"outputs": ["audio", "image"], "tasks": "translation"},
    {"tasks": "summarization", "as_of": "2021"},
):
    answer = mt.recommend(**question)
    say(answer.to_dict())
    say(answer.explain())
    say(display.mimebundle(answer))
answers = (
    mt.release("llama-3.1-8b"), mt.family("BERT"), mt.model_class("llm"), mt.get("lora"), mt.classify("gpt-4"),
    mt.is_a("gemini", "llm"), mt.compare("bert", "llama"), mt.search("masked language modelling"),
    mt.taxonomy().regulations, mt.taxonomy().sources["arxiv-2106-09685"],
)
for answer in answers:
    say(display.text(answer, 72))
    say(display.markdown(answer))
    say(getattr(answer, "explain", lambda: None)())
tax = mt.taxonomy()
say([len(tax), tax.digest, tax.data_version, list(tax.families.where(inputs="image", outputs="text").ids)])
say(pickle.loads(pickle.dumps(tax)) is tax or pickle.loads(pickle.dumps(tax)) == tax)
for name in ("lama", "no such thing at all", "\\udcff"):
    try:
        mt.get(name)
    except mt.UnknownName as error:
        say([str(error), error.suggestions])
with tempfile.TemporaryDirectory() as folder:
    place = Path(folder, "domains", "caves.toml")
    place.parent.mkdir()
    place.write_text('label = "H\\u00f6hlen \\u03c0"\\ndefinition = "What is done below the ground."', encoding="utf-8")
    more = tax.combine(mt.load_pack(folder))
    say([more.domains["caves"].label, more.digest])
from pydantic import TypeAdapter
adapter = TypeAdapter(mt.Recommendation)
answer = mt.recommend(tasks="translation", limit=2)
say(adapter.validate_json(adapter.dump_json(answer)) == answer)
"""
THREADS = """
import threading
import modeltaxonomy as mt

names = ("llama-3.1-8b", "bert-base-uncased", "gpt-4", "lora", "translation", "llm", "t5", "whisper") * 2
found, start = {}, threading.Barrier(len(names))

def ask(number, name):
    start.wait()
    found[number] = (mt.get(name).id, mt.search(name).hits[0].id, mt.recommend(tasks="translation").families[0].release)

threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(names)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print([found[number] for number in range(len(names))])
"""
WINDOWS = f"import os\nfor name in {UNIX!r}:\n    if hasattr(os, name): delattr(os, name)\nos.supports_dir_fd.clear()\n"

# Commands whose answers have characters beyond ASCII, and errors that do.
COMMANDS = (
    "list families --format csv",
    "list families",
    "list families --format markdown",
    "list families --format json",
    "search état",
    "--help",
    "show nonexisté",
    "list famílies",
    "recommend --limit vïele",
    "validate /no/such/päck",
)


def _environment(**more: str) -> dict[str, str]:
    """The environment, without what changes how Python and Rich write."""
    apart = ("PYTHON", "LC_", "LANG", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "CLICOLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(apart)} | more


def _run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **more: str) -> tuple[int, bytes, bytes]:
    """Run Python: exit status, standard output, standard error."""
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, env=_environment(**more), input=stdin, cwd=cwd, timeout=300)
    return done.returncode, done.stdout, done.stderr


@functools.cache
def _tour() -> bytes:
    status, out, err = _run("-c", TOUR)
    assert (status, err) == (0, b"")
    assert len(out.splitlines()) > 40
    return out


def test_windows_has_no_pread() -> None:
    """Without what the module os has on Unix alone, everything is read and answered as it is with it."""
    assert _run("-c", WINDOWS + TOUR) == (0, _tour(), b"")


def test_windows_first_reads_in_threads() -> None:
    """Where the position of a file is shared, threads that all read for the first time read what one thread reads."""
    usual = _run("-c", THREADS)

    assert usual[::2] == (0, b"")
    assert _run("-c", WINDOWS + THREADS) == usual


@functools.cache
def _written(command: str, **more: str) -> tuple[int, bytes, bytes]:
    return _run("-m", "modeltaxonomy", *command.split(), **more)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("command", COMMANDS)
def test_console_code_pages(command: str, encoding: str) -> None:
    """What the command line writes is UTF-8 and the same byte for byte, whatever encoding the console is said to have."""
    status, out, err = expected = _written(command, PYTHONIOENCODING="utf-8")

    assert out.decode("utf-8") or err.decode("utf-8")
    assert status in (0, 1, 2, 3)
    assert b"Traceback" not in err
    assert _written(command, PYTHONIOENCODING=encoding) == expected


def test_the_commands_need_more_than_ascii() -> None:
    """The commands that are compared write, between them, characters that neither encoding has."""
    out, err = (b"".join(_written(command, PYTHONIOENCODING="utf-8")[part] for command in COMMANDS) for part in (1, 2))

    for text in (out.decode(), err.decode()):
        assert not text.isascii()
    with pytest.raises(UnicodeEncodeError):
        out.decode().encode("cp1252")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_names_are_read_as_utf8(encoding: str, mark: bytes) -> None:
    """Names on standard input are UTF-8, with a byte order mark or without; what is no text is a name that is not there."""
    given = mark + "# of interest\nbert\n\nNonexisté\n".encode() + b"\xff\n"

    status, out, err = _run("-m", "modeltaxonomy", "show", "-", "-f", "csv", stdin=given, PYTHONIOENCODING=encoding)

    assert (status, out.decode().splitlines()[1][:5]) == (1, "bert,")
    assert "'Nonexisté'" in err.decode()
    assert len(err.decode().splitlines()) == 2


@pytest.mark.parametrize("settings", [{"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}])
def test_the_c_locale(settings: dict[str, str]) -> None:
    """In the C locale, with and without what Python does to mend it, answers are as they are elsewhere."""
    settings = {"LC_ALL": "C", **settings}

    assert _run("-c", TOUR, **settings) == (0, _tour(), b"")
    for command in ("list families --format csv", "recommend --help"):
        assert _written(command, **settings) == _written(command, PYTHONIOENCODING="utf-8")


@pytest.mark.parametrize("options", [["-OO"], ["-bb", "-W", "error"], ["-X", "dev"], ["-I"]], ids=" ".join)
def test_modes_of_python(options: list[str]) -> None:
    """Without docstrings and assertions, with every warning an error, or in development mode, answers are the same."""
    assert _run(*options, "-c", TOUR) == (0, _tour(), b"")


@pytest.mark.parametrize("command", ["--help", "recommend --help", "list --help", "export --help", "validate --help"])
def test_help_without_docstrings(command: str) -> None:
    """The command line says what it does without docstrings too, and warns of nothing."""
    for options in (["-OO"], ["-bb", "-W", "error"]):
        assert _run(*options, "-m", "modeltaxonomy", *command.split()) == (0, _written(command)[1], b"")


def test_as_a_module_and_as_a_command() -> None:
    """`python -m modeltaxonomy` and `modeltaxonomy` are the same."""
    script = "import sys; from modeltaxonomy.cli import main; sys.argv[0] = 'modeltaxonomy'; main()"

    for command in ("--version", "--help", "list --help", "show lama", "recommend --limit x", "search lora -f csv"):
        assert _run("-c", script, *command.split()) == _written(command)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in a zip."""
    path = tmp_path_factory.mktemp("zip") / "packages.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for file in sorted(PACKAGE.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                opened.write(file, Path("modeltaxonomy") / file.relative_to(PACKAGE))
    return path


def test_in_a_zip(archive: Path) -> None:
    """In a zip everything answers as from files, and nothing is said when Python ends."""
    code = f"import sys; sys.path.insert(0, {str(archive)!r})\n{TOUR}\nassert {str(archive)!r} in mt.__file__"

    assert _run("-X", "dev", "-W", "error", "-c", code) == (0, _tour(), b"")


def test_as_a_zipapp(archive: Path, tmp_path: Path) -> None:
    """As a zipapp the command line answers as it does elsewhere, and nothing is said when Python ends."""
    folder, app = tmp_path / "app", tmp_path / "modeltaxonomy.pyz"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    zipapp.create_archive(folder, app, main="modeltaxonomy.cli:main")

    for command in ("list families --format csv", "show lama", "recommend --task translation"):
        assert _run("-X", "dev", "-W", "error", app, *command.split()) == _written(command)


def test_nothing_is_said_at_the_end(tmp_path: Path) -> None:
    """A file that cannot be opened, one that was closed by somebody else, and one in use at the end say nothing."""
    code = """
import os, modeltaxonomy as mt
from modeltaxonomy.store.hashtable import FileBlock
try: FileBlock("no such file")
except OSError: pass
class Held: pass
held = Held(); held.held = held; held.block = FileBlock(__import__("sys").executable)
mt.get("lora")
os.closerange(3, 64)
"""
    assert _run("-X", "dev", "-W", "error", "-c", code, cwd=tmp_path) == (0, b"", b"")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks there")
@pytest.mark.parametrize("instead", ["", "[os.open(sys.executable, os.O_RDONLY) for _ in range(60)]"])
@pytest.mark.parametrize("fork", [True, False])
def test_daemons_close_every_file(fork: bool, instead: str) -> None:
    """A process that closes all descriptors when it begins reads on, and no file that came in their place is touched."""
    if instead and not fork:
        pytest.skip("which file a descriptor is, is looked up after a fork alone: it costs more than a read")
    code = f"""
import os, sys, modeltaxonomy as mt
first = mt.search("lora").to_dict()
if {fork} and (child := os.fork()):
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
os.chdir("/")
os.closerange(3, 64)
opened = {instead or "[]"}
assert mt.search("masked language modelling").hits and mt.search("lora").to_dict() == first
assert mt.recommend(tasks="translation").families[0].evidence
from modeltaxonomy import bundled
mt.__dict__.clear(); bundled._store = bundled._taxonomy = None
for number in opened: os.fstat(number)
"""
    assert _run("-X", "dev", "-c", code) == (0, b"", b"")


def test_a_file_that_was_replaced_is_not_read(tmp_path: Path) -> None:
    """After a fork that closed everything, a file that is another than before is refused rather than read on in."""
    code = """
import os, sys
from modeltaxonomy.store.hashtable import FileBlock
open("data", "wb").write(b"one"); block = FileBlock("data"); open("other", "wb").write(b"two"); os.replace("other", "data")
assert block[0:3] == b"one"
os.closerange(3, 64)
for _ in range(200):
    try: block[0:3]
    except OSError as error: said = str(error)
print(os.path.basename(said.split(" is ")[0]), said.split(" is ")[1], len(os.listdir("/dev/fd")) < 50)
"""
    status, out, err = _run("-c", code, cwd=tmp_path)

    assert (status, err) == (0, b"")
    assert out.decode().strip() == "data another file than it was; start again to read it True"


READ_ONLY = """
import os, sys
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and str(path) != os.devnull:
            raise PermissionError(f"written: {path}")
    elif event in ("os.mkdir", "os.remove", "os.rename", "os.chmod", "os.link", "os.symlink", "os.truncate", "os.utime"):
        raise PermissionError(f"changed: {event} {arguments}")
    elif event.startswith("socket."):
        raise PermissionError(f"connected: {event}")
sys.addaudithook(watch)
"""


def test_a_read_only_installation() -> None:
    """Nothing is written and no connection made, be it by questions, by displays, or by the command line."""
    tour = TOUR[: TOUR.index("with tempfile")] + TOUR[TOUR.index("from pydantic") :]
    usual = _run("-c", tour)

    assert usual[::2] == (0, b"")
    assert _run("-B", "-c", READ_ONLY + tour) == usual
    command = "import sys; sys.argv = ['modeltaxonomy', *sys.argv[1:]]; from modeltaxonomy.cli import main; main()"
    for given in ("list families --format csv", "recommend --task translation", "--help", "validate docs/example-pack"):
        done = _run("-B", "-c", READ_ONLY + command, *given.split(), cwd=PROJECT)
        assert done[::2] == (0, b"")
    assert b"written: x" in _run("-B", "-c", READ_ONLY + "open('x', 'w')")[2]


@pytest.mark.skipif(os.name != "posix", reason="a shell closes them")
@pytest.mark.parametrize(
    ("closed", "given", "status", "message"),
    [
        (">&-", "list families", 3, "standard output is closed"),
        ("<&-", "show -", 3, "standard input is closed"),
        ("<&-", "show bert -f csv", 0, ""),
        ("2>&-", "show lama", 1, ""),
    ],
)
def test_closed_streams(closed: str, given: str, status: int, message: str) -> None:
    """A standard stream that is closed is an error that says so, where it is needed, and none where it is not."""
    command = f'"{sys.executable}" -m modeltaxonomy {given} {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=_environment())

    assert done.returncode == status
    assert done.stderr == (f"modeltaxonomy: {message}\n" if message else "")


def test_without_the_extra() -> None:
    """Without its extra the command line can be imported, and says what to install; other faults are not covered up."""
    code = "import sys; sys.modules[{0!r}] = None\nimport modeltaxonomy as mt\nfrom modeltaxonomy import cli\n"
    message = "the command line needs the extra 'cli': pip install 'modeltaxonomy[cli]'"
    for library in ("cyclopts", "rich", "rich.console"):
        status, out, err = _run("-c", code.format(library) + "cli.main()")
        assert (status, out, err.decode()) == (2, b"", f"modeltaxonomy: {message}\n")
    caught = "try: cli.run([])\nexcept mt.MissingExtra as error: print(error)"
    assert _run("-c", code.format("cyclopts") + caught) == (0, f"{message}\n".encode(), b"")
    assert b"halted; None in sys.modules" in _run("-c", code.format("csv") + "cli.main()")[2]


def _hook() -> Path:
    """The hook, as PyInstaller finds it: by the entry point."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (place,) = project["entry-points"]["pyinstaller40"].values()
    module, _, function = place.partition(":")
    assert function == "get_hook_dirs"
    (folder,) = getattr(importlib.import_module(module), function)()
    return Path(folder) / "hook-modeltaxonomy.py"


def _collected() -> dict[str, Any]:
    return runpy.run_path(str(_hook()))


def test_where_pyinstaller_finds_the_hook() -> None:
    """The entry point leads to a folder of the package that has the hook of this package."""
    assert _hook().is_file()
    assert PACKAGE in _hook().parents


def test_what_the_hook_collects_is_there() -> None:
    """The hook collects every file that is no code, to where it is looked for, and only modules that there are."""
    hook = _collected()
    collected = {Path(folder) / Path(file).name: Path(file) for file, folder in hook["datas"]}

    assert all(file.is_file() and PACKAGE.parent / place == file for place, file in collected.items())
    read = {path for path in (PACKAGE / "data").iterdir() if path.is_file()}
    assert read >= {PACKAGE / "data" / name for name in ("taxonomy.jsonl", "taxonomy.index")}
    assert read <= set(collected.values())
    assert {file.suffix for file in collected.values()} & {".py", ".pyc", ".pyi"} == set()
    assert [name for name in hook["hiddenimports"] if importlib.util.find_spec(name) is None] == []


def test_every_module_that_is_imported_by_name_is_collected() -> None:
    """The hook names each module that a public name leads to, and none that needs an extra to be imported."""
    code = "import sys, modeltaxonomy as mt\nfor name in mt.__all__: getattr(mt, name)\n" + TOUR
    code += "\nprint(*sorted(name for name in sys.modules if name.partition('.')[0] == 'modeltaxonomy'))"
    loaded = set(_run("-c", code)[1].decode().splitlines()[-1].split())

    assert len(loaded) > 40
    assert loaded <= set(_collected()["hiddenimports"])
    assert [name for name in _collected()["hiddenimports"] if name.startswith("modeltaxonomy.cli")] == []
