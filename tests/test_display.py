"""What people look at, kept as snapshots. `pytest --snapshot-update` renews them after a look at the difference."""

from __future__ import annotations

import html.parser
import io
import os
import struct
import subprocess
import sys

import pytest
from rich.console import Console

import modeltaxonomy as mt
from modeltaxonomy import display
from modeltaxonomy.display import to_markdown, to_text
from modeltaxonomy.display.layout import cells

PAST = mt.taxonomy().as_of("2020-12-31")
VALUES = {
    "recommendation": lambda: mt.recommend(
        "text", "summarization", data="labelled", memory_gb=4, limit=2, taxonomy=PAST
    ),
    "nothing fits": lambda: mt.recommend("text", "summarization", memory_gb=0.001, limit=2, taxonomy=PAST),
    "classification": lambda: mt.classify("bert-base-uncased"),
    "verdict": lambda: mt.is_a("bert-base-uncased", "large-language-model"),
    "comparison": lambda: mt.compare("foundation-model", "large-language-model", taxonomy=PAST),
    "search": lambda: mt.search("masked language modelling", kind="objective", limit=3),
    "release": lambda: mt.release("bert-base-uncased"),
    "side line": lambda: mt.family("llama-guard"),
    "configuration": lambda: mt.classify({"model_type": "gpt2"}),
    "depends": lambda: mt.is_a("dall-e", "diffusion-model"),
    "model class": lambda: mt.model_class("masked-language-model"),
    "source": lambda: mt.taxonomy().sources["arxiv-2106-09685"],
    "collection": lambda: mt.taxonomy().regulations,
}


@pytest.mark.parametrize("name", VALUES)
def test_text(name: str, snapshot: object) -> None:
    """Values look as they did, as text of at most 100 columns."""
    shown = display.text(VALUES[name](), 100)
    assert max(map(len, shown.splitlines())) <= 100
    assert shown == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", VALUES)
def test_words_stay_whole(name: str, width: int) -> None:
    """No word, id or URL is broken, at any width, and only such a word makes a line longer than the width."""
    value = VALUES[name]()
    shown = display.text(value, width)
    for line in shown.splitlines():
        assert cells(line) <= width or len(line.split()) == 1, line
    words = set(shown.split())
    tables = (block for block in display.blocks(value) if isinstance(block, display.Table))
    said = (cell for table in tables for row in table.rows for cell in row)
    assert [word for cell in said for word in cell.split() if word not in words] == []


def test_columns_without_room_stand_below() -> None:
    """What does not fit beside the columns before it stands below its row, by its name; short columns stay whole."""
    table = display.Table(("id", "why", "source"), (("a", "short", "x" * 30), ("b", "", "y")))

    assert to_text([table], 60).splitlines()[2] == f"a   short  {'x' * 30}"
    assert to_text([table], 30).splitlines() == [
        "id  why",
        "--  -----",
        "a   short",
        "    source:",
        f"      {'x' * 30}",
        "b",
        "    source: y",
    ]


def test_wide_characters_are_measured() -> None:
    """East Asian characters take two cells and combining marks none, so that columns are straight."""
    table = display.Table(("", "b"), (("通义千问", "1"), ("e\u0301", "2"), ("four", "3")))

    assert [cells(line) for line in to_text([table], 40).splitlines()] == [11, 11, 11, 11, 11]


def test_a_reason_of_all_is_said_once() -> None:
    """What holds of every family shown stands above their table and not in it; of a single one it stands in it."""
    answer = mt.recommend("text", "summarization", limit=3)
    shared = {reason.text for reason in answer.families[0].reasons if "released" not in reason.text}
    shown = display.text(answer, 300)

    assert shared == {"native text", "on record for summarization"}
    assert [shown.count(f"{reason}") for reason in shared] == [1, 1]
    assert "All of them" not in display.text(mt.recommend("text", "summarization", limit=1))
    assert "native text; on record" in display.text(mt.recommend("text", "summarization", limit=1), 300)


@pytest.mark.parametrize(("size", "width"), [(60, 60), (120, 120), (5, 20), (0, 100)])
def test_print_has_the_width_of_the_terminal(size: int, width: int) -> None:
    """Printed to a terminal an answer is as wide as that; elsewhere it has 100 columns."""
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    code = "import modeltaxonomy as mt; from modeltaxonomy import display; print(display.room())"
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, size, 0, 0))
    try:
        subprocess.run([sys.executable, "-c", code], stdout=theirs, env=environment, check=True)
        assert int(os.read(ours, 100)) == width
    finally:
        os.close(ours)
        os.close(theirs)
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment).stdout.strip() == b"100"


def test_printed_as_wide_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """`print`, a notebook's plain text and the text that is asked for without a width are as wide as there is room."""
    answer = mt.search("masked language modelling")
    monkeypatch.setattr(display, "room", lambda: 43)

    assert str(answer) == display.text(answer) == display.mimebundle(answer)["text/plain"] == display.text(answer, 43)


def test_markdown_escapes() -> None:
    """No text becomes a tag, a link, a cell or a line of its own in Markdown."""
    text = "a|b <script>x</script> [y](javascript:z)\nnext \\ ![i](u)"
    made = to_markdown([display.Table(("h",), ((text,),)), display.Paragraph(text), display.Items((text,))])

    assert made.count("a\\|b \\<script>x\\</script> \\[y\\](javascript:z) next \\\\ !\\[i\\](u)") == 3
    assert len(made.splitlines()) == 7


@pytest.mark.parametrize("name", ["recommendation", "verdict"])
def test_markdown_and_html(name: str, snapshot: object) -> None:
    """Values look as they did in a notebook."""
    bundle = VALUES[name]()._repr_mimebundle_()
    assert sorted(bundle) == ["text/html", "text/markdown", "text/plain"]
    assert bundle["text/markdown"] == snapshot
    assert bundle["text/html"] == snapshot


class Balanced(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("name", VALUES)
def test_html_is_whole(name: str) -> None:
    """HTML closes what it opens, and brings no script."""
    parser = Balanced()
    made = display.html(VALUES[name]())
    parser.feed(made)
    assert parser.open == []
    assert "<script" not in made


def test_html_escapes() -> None:
    """What entries say cannot become markup, nor break a Markdown table."""
    answer = mt.search("<b>a|b</b>")
    assert "<b>" not in display.html(answer)
    rows = [line for line in display.markdown(mt.compare("bert", "llama")).splitlines() if line.startswith("|")]
    assert rows


@pytest.mark.parametrize("name", VALUES)
def test_rich_prints_all_that_text_does(name: str) -> None:
    """Rich shows what plain text shows, without colour off a terminal."""
    console = Console(width=200, file=io.StringIO())
    console.print(VALUES[name]())
    printed = "".join(console.file.getvalue().split())
    assert "\x1b" not in printed
    for block in display.blocks(VALUES[name]()):
        match block:
            case display.Heading(text, _) | display.Paragraph(text):
                assert "".join(text.split()) in printed
            case display.Items(items):
                for item in items:
                    assert "".join(item.split()) in printed
            case display.Table(_, rows):
                for row in rows:
                    assert all(word in printed for cell in row for word in cell.split() if len(word) < 20)


def test_what_has_no_look_is_refused() -> None:
    """A value that nothing is laid down for is a TypeError, not an empty page."""
    with pytest.raises(TypeError, match="int"):
        display.text(3)


def test_frames() -> None:
    """Tabular answers become DataFrames; what is not said is missing, not zero."""
    frame = mt.taxonomy().releases.where(family="gpt-4").to_frame()
    assert list(frame.index) == list(mt.taxonomy().releases.where(family="gpt-4").ids)
    assert frame["released"].notna().any()
    answer = mt.recommend("text", "summarization", limit=3)
    assert list(answer.to_frame()["family"]) == [advice.family for advice in answer.families]
    assert mt.recommend(["protein", "audio"], "translation").to_frame().empty
    assert mt.classify("bert").to_frame()["outcome"].isin(["held", "failed", "unknown"]).all()
    assert mt.search("llm").to_frame()["id"][0] == "large-language-model"
    assert mt.compare("bert", "llama").to_frame().shape[1] == 2


def test_without_pandas() -> None:
    """Without pandas, to_frame says which extra to install."""
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import modeltaxonomy as mt\n"
        "try: mt.search('llm').to_frame()\n"
        "except mt.MissingExtra as error: print(error.extra, error)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.startswith("pandas to_frame() needs the extra 'pandas': pip install 'modeltaxonomy[pandas]'")
