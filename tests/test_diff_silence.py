"""``publish diff`` is silent exactly when a build leaves feed/ as it is, whatever was edited."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar
from unittest.mock import patch

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.build import build
from publisher.differing.changes import Difference
from publisher.differing.comparison import Comparison
from publisher.differing.diff import diff
from publisher.differing.pairs import paired
from publisher.differing.standing import read_whole, standing_feed
from publisher.progress import no_progress
from publisher.workers import Done, Outcome, Workers
from tests.golden_feed import GOLDEN
from tests.show_folders import BASE, NOW, lay_over, tree

T = TypeVar("T")
Front: TypeAlias = dict[str, Any]

MOMENT: Final = datetime.fromisoformat(NOW).astimezone(UTC)
NAMES: Final = ("one", "two", "three")
BUILD_DATE: Final = re.compile(rb"<lastBuildDate>[^<]*</lastBuildDate>")


class InThisProcess(Workers):
    """Reads files here: they are ours, and processes take a second to start."""

    def each(self, function: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Generator[Outcome[T]]:
        """What the function gives for each job."""
        for job in jobs:
            yield Done(value=function(*job))


EPISODE_EDITS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "title": st.sampled_from(["A title", "An other title", "A <b> & c", "Ünïcode … 'quoted'"]),
    "description": st.sampled_from(["Notes.", "Notes, [linked](https://example.com/a).", "*Notes.*", "Much " * 100]),
    "season": st.integers(1, 2),
    "episode": st.integers(1, 4),
    "date": st.sampled_from(["2026-01-05", "2026-02-01 18:00", "2026-07-01"]),
    "explicit": st.booleans(),
    "type": st.sampled_from(["full", "bonus", "trailer"]),
    "link": st.sampled_from(["https://example.com/x", "https://example.com/y?a=1&b=2"]),
    "keywords": st.sampled_from([["bread"], ["bread", "butter"]]),
    "guests": st.sampled_from([["Bob"], ["Bob", "Cy"], ["Cy", "Bob"]]),
    "slug": st.sampled_from(["slug-a", "slug-b", "one", "two"]),
    "image": st.sampled_from(["artwork.jpg", "other.jpg"]),
    "withdrawn": st.booleans(),
    "chapters": st.sampled_from(
        [
            [{"start": 0, "title": "Hello"}],
            [{"start": 0, "title": "Hello"}, {"start": 1, "title": "Bye"}],
            [
                {"start": 0, "title": "Hello", "url": "https://example.com/h"},
                {"start": 1, "title": "Bye", "toc": False},
            ],
        ]
    ),
    "transcript": st.sampled_from(
        [
            [{"line": "Hello.", "sec": 0, "who": "Ada"}],
            [{"line": "Hello.", "sec": 0, "who": "Bob"}],
            [{"line": "Hello.", "sec": 0.5, "who": "Ada"}],
            [{"line": "Hello there.", "sec": 0, "who": "Ada"}, {"line": "Hi.", "sec": 1, "who": "Bob"}],
        ]
    ),
    "soundbites": st.sampled_from([[{"start": 0, "duration": 1, "title": "Best"}]]),
    "license": st.sampled_from(["CC-BY-4.0", "CC0-1.0"]),
}
SHOW_EDITS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "title": st.sampled_from(["The Base Show", "The Better Show"]),
    "description": st.sampled_from(["A small show.", "A *small* show."]),
    "author": st.sampled_from(["Ada Base", "Bob"]),
    "category": st.sampled_from(["Technology", "Arts"]),
    "explicit": st.booleans(),
    "image": st.sampled_from(["artwork.jpg", "other.jpg"]),
    "url": st.sampled_from(["https://example.com/base/", "https://example.com/other/"]),
    "timezone": st.sampled_from(["Europe/Berlin", "America/New_York"]),
    "hosts": st.sampled_from([["Ada Base"], ["Ada Base", "Bob"]]),
    "locked": st.booleans(),
    "funding": st.sampled_from([[{"url": "https://example.com/give", "label": "Give"}]]),
}
OTHER_EDITS: Final = ("lose a file", "add a file", "spell otherwise", "new sound", "rename", "swap items")


def edits() -> st.SearchStrategy[tuple[str, str, Any]]:
    """Who, what, and the new value; None takes a key away."""
    of_episodes = st.sampled_from(sorted(EPISODE_EDITS)).flatmap(
        lambda key: st.tuples(st.sampled_from(NAMES), st.just(key), EPISODE_EDITS[key] | EPISODE_EDITS[key] | st.none())
    )
    of_show = st.sampled_from(sorted(SHOW_EDITS)).flatmap(
        lambda key: st.tuples(st.just("show"), st.just(key), SHOW_EDITS[key])
    )
    others = st.tuples(st.just("folder"), st.sampled_from(OTHER_EDITS), st.integers(0, 20))
    return of_episodes | of_episodes | of_show | others


class Folder:
    """A show folder under edits."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.feed = root / "feed"
        lay_over(BASE, root)
        shutil.copyfile(root / "artwork.jpg", root / "other.jpg")
        self.show: Front = yaml.safe_load((root / "show.yaml").read_text(encoding="utf-8"))
        self.episodes: dict[str, Front] = {}
        self.stems = {name: name for name in NAMES}
        content = (BASE / "audio" / "one.mp3").read_bytes()
        for number, name in enumerate(NAMES, start=1):
            self.episodes[name] = {"title": f"Number {name}", "episode": number, "date": f"2026-01-0{number}"}
            (root / "audio" / f"{name}.mp3").write_bytes(content + content[-417 * number :])
        self.write()

    def write(self) -> None:
        (self.root / "show.yaml").write_text(yaml.safe_dump(self.show), encoding="utf-8")
        for name, front in self.episodes.items():
            text = f"---\n{yaml.safe_dump(front)}---\nNotes of {name}.\n"
            (self.root / "episodes" / f"{self.stems[name]}.md").write_text(text, encoding="utf-8")

    def edit(self, who: str, what: str, value: Any) -> None:
        if who == "folder":
            self._edit_files(what, value)
            return
        front = self.show if who == "show" else self.episodes[who]
        if value is not None:
            front[what] = value
        elif what not in {"title", "date"}:
            front.pop(what, None)
        self.write()

    def _edit_files(self, what: str, at: int) -> None:
        files = [path for path in sorted(self.feed.rglob("*")) if path.is_file() and path.name != "feed.xml"]
        feed = self.feed / "feed.xml"
        if what == "lose a file" and files:
            files[at % len(files)].unlink()
        elif what == "add a file":
            (self.feed / f"mine-{at}.txt").write_text("mine", encoding="utf-8")
        elif what == "spell otherwise" and feed.exists():
            feed.write_bytes(feed.read_bytes().replace(b">false</itunes:explicit>", b">no</itunes:explicit>"))
        elif what == "swap items" and feed.exists():
            items = re.findall(rb"<item>.*?</item>", feed.read_bytes(), re.DOTALL)
            if len(items) > 1:
                first, second = items[:2]
                swapped = feed.read_bytes().replace(first, b"@").replace(second, first).replace(b"@", second)
                feed.write_bytes(swapped)
        elif what == "new sound":
            with (self.root / "audio" / f"{self.stems[NAMES[at % 3]]}.mp3").open("ab") as file:
                file.write(bytes(at + 1))
        elif what == "rename":
            name = NAMES[at % 3]
            old, self.stems[name] = self.stems[name], f"{name}-{at}"
            for path in (self.root / "episodes" / f"{old}.md", self.root / "audio" / f"{old}.mp3"):
                path.rename(path.with_stem(self.stems[name]))

    def diff(self) -> Difference:
        old, files = standing_feed(self.root, None, allow_private=False)
        return diff(self.root, MOMENT, no_progress, old, files)

    def contents(self) -> dict[str, bytes]:
        """All of feed/ that subscribers could be given, but for the date of the feed."""
        files = tree(self.feed)
        files.pop(".publish-manifest", None)
        return {path: BUILD_DATE.sub(b"", content) for path, content in files.items()}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_diff_says_something_exactly_when_a_build_changes_something(
    steps: list[list[tuple[str, str, Any]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Folder(tmp_path_factory.mktemp("show"))
    with ExitStack() as stack:
        stack.enter_context(patch("publisher.build.Workers", InThisProcess))
        assert folder.diff().changes
        build(folder.root, MOMENT, no_progress)
        for step in steps:
            for edit in step:
                folder.edit(*edit)
            before = folder.contents()
            difference = folder.diff()
            assert folder.contents() == before
            built = build(folder.root, MOMENT, no_progress)
            if built.written is None:
                assert difference.errors
                assert not difference.is_nothing
                continue
            assert bool(difference.changes) == (folder.contents() != before), difference
            assert folder.diff().is_nothing


def changes_between(old: bytes, new: bytes) -> list[str]:
    """The sentences about two feeds, without any show folder."""
    before, after = read_whole(old, "old"), read_whole(new, "new")
    comparison = Comparison(
        old=before,
        new=after,
        pairs=paired(before.feed.items, after.feed.items, {}, {}),
        zone=UTC,
        upcoming=(),
        broken={},
    )
    return [one.sentence for one in comparison.changes({})]


ELEMENT: Final = re.compile(r"<([\w:]+)(?: [^>]*[^/>])?>[^<]*</\1>|<[\w:]+ [^>]*/>")
ELEMENTS: Final = [match.span() for match in ELEMENT.finditer(GOLDEN)]


def test_a_feed_is_the_same_as_itself() -> None:
    assert changes_between(GOLDEN.encode(), GOLDEN.encode()) == []


@pytest.mark.parametrize("span", ELEMENTS, ids=lambda span: GOLDEN[span[0] : span[1]][:40])
def test_no_element_of_a_feed_goes_without_a_word(span: tuple[int, int]) -> None:
    start, end = span
    without = (GOLDEN[:start] + GOLDEN[end:]).encode()
    is_date = GOLDEN[start:end].startswith("<lastBuildDate>")
    assert bool(changes_between(GOLDEN.encode(), without)) != is_date
    assert bool(changes_between(without, GOLDEN.encode())) != is_date
