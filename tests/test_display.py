"""What people look at, kept as snapshots. `pytest --snapshot-update` renews them after a look at the difference."""

from __future__ import annotations

import html.parser
import io
import subprocess
import sys

import pytest
from rich.console import Console

import modeltaxonomy as mt
from modeltaxonomy import display

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
    shown = display.text(VALUES[name]())
    assert max(map(len, shown.splitlines())) <= 100
    assert shown == snapshot


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
