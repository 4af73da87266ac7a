"""The feed that a show becomes has no fault that its authors have not; theirs stand where they wrote them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.build import load
from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, feed_of_show
from publisher.model import Problem, Show
from publisher.outputs import rss
from publisher.progress import no_progress
from tests.show_folders import BASE, NOW, lay_over

ROOT = Path(__file__).parents[1]


def _show(folder: Path, now: str = NOW) -> Show:
    show = load(folder, datetime.fromisoformat(now).astimezone(UTC), no_progress).show
    assert show
    return show


def _problems(show: Show, *profiles: str) -> list[Problem]:
    (file,) = rss.output(show)
    assert isinstance(file.content, bytes)
    return sorted(check_feed(feed_of_show(show, file.content), profiles or PROFILES))


def _found(folder: Path, files: dict[str, str]) -> list[str]:
    """``episodes/one.md:4 title-numbered`` of the small show with these files laid over it."""
    lay_over(BASE, folder)
    for path, content in files.items():
        (folder / path).write_text(content)
    return [f"{problem.place} {problem.check}" for problem in _problems(_show(folder))]


def test_the_small_show_has_none() -> None:
    assert _problems(_show(BASE)) == []


def test_the_demo_show_has_none() -> None:
    assert _problems(_show(ROOT, "2026-11-01T00:00+00:00")) == []


def test_real_episodes_have_those_that_stand_in_their_files(corpus_show: Path) -> None:
    problems = _problems(_show(corpus_show, "2026-11-01T00:00+00:00"))
    for problem in problems:
        if problem.check == "url-http":  # four guests have a website without https
            assert "http://" in problem.message
            assert "guests:" in (corpus_show / problem.place.path).read_text().split("\n")[problem.place.line - 1]
    assert {problem.check for problem in problems} <= {"url-http", "feed-large"}


def test_what_authors_wrote_is_found_where_they_wrote_it(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text().replace("title: The Base Show", "title: Walks | Hiking | Trails | Outdoor")
    episode = (BASE / "episodes/one.md").read_text().replace("title: The first one", "title: 'S1E1: The first one'")
    files = {
        "show.yaml": f"{show}copyright: © 2026 Ada Base\nlicense: {{name: my own terms}}\nnew_feed_url: https://b.example/\n",
        "episodes/one.md": episode.replace("date:", "soundbites: [{start: 0, duration: 1}]\nguests: [Ben]\ndate:"),
    }
    lines = {path: content.split("\n") for path, content in files.items()}

    def line(path: str, beginning: str) -> str:
        (number,) = (n for n, text in enumerate(lines[path], start=1) if text.startswith(beginning))
        return f"{path}:{number}"

    found = _found(tmp_path, files)
    assert f"{line('show.yaml', 'title:')} feed-title-stuffed" in found
    assert f"{line('show.yaml', 'copyright:')} feed-copyright" in found
    assert f"{line('show.yaml', 'license:')} feed-license" in found
    assert f"{line('show.yaml', 'new_feed_url:')} feed-moving" in found
    assert f"{line('episodes/one.md', 'title:')} title-numbered" in found
    assert f"{line('episodes/one.md', 'soundbites:')} feed-soundbite-length" in found
    assert len(found) == 6


def test_a_missing_author_is_said_of_the_show(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text().replace("author: Ada Base\n", "")
    assert _found(tmp_path, {"show.yaml": show}) == ["show.yaml feed-author-missing"]


def test_texts_that_the_feed_cuts_by_itself_are_no_finding(tmp_path: Path) -> None:
    long = "A sentence about walking. " * 400
    show = (BASE / "show.yaml").read_text()
    episode = (BASE / "episodes/one.md").read_text()
    files = {
        "show.yaml": show.replace("A small show that has nothing wrong with it.", long),
        "episodes/one.md": episode.replace("How it began.", long),
    }
    assert _found(tmp_path, files) == []


def test_the_feed_of_another_show_is_refused(tmp_path: Path) -> None:
    (file,) = rss.output(_show(ROOT, "2026-11-01T00:00+00:00"))
    assert isinstance(file.content, bytes)
    show = _show(BASE)
    with pytest.raises(ValueError, match="not one of this show"):
        feed_of_show(show, file.content)
    with pytest.raises(ValueError, match="not one of this show"):
        feed_of_show(show, b"")
