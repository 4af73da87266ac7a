"""Checks of titles that are shared, of texts that are long, of keys that are misspelt, and of ends that are none."""

from __future__ import annotations

from pathlib import Path

from publisher.checks.feed import check_feed
from publisher.checks.feed.reading import read_feed
from tests.audio_samples import mp3
from tests.check_samples import found_of
from tests.checked import problems_of
from tests.show_folders import BASE
from tests.test_check_links import APPLE, episode


def test_one_title_of_two_episodes_is_a_warning_where_episodes_have_numbers(tmp_path: Path) -> None:
    files = {f"episodes/{number}.md": episode(number=number).replace("with number", "") for number in (2, 3, 4)}
    files = {path: text.replace(f"one  {path[9]}", "same walk") for path, text in files.items()}
    files["episodes/4.md"] = files["episodes/4.md"].replace("date:", "type: bonus\ndate:")
    found = [one for one in problems_of(tmp_path, files) if one.check in {"title-repeated", "title-shared"}]
    assert [f"{one.place} {one.check} {one.severity}" for one in found] == ["episodes/3.md:2 title-repeated warning"]
    assert found[0].message == "'The same walk' is the title of episodes/2.md:2 too; change one"


def test_it_is_one_note_where_none_has_a_number(tmp_path: Path) -> None:
    titles = {"a": "Interview", "b": "Interview", "c": "interview!", "d": "Walk", "e": "Walk", "f": "Run"}
    files = {f"episodes/{name}.md": f"---\ntitle: {title}\ndate: 2026-01-12\n---\n" for name, title in titles.items()}
    files["episodes/one.md"] = (BASE / "episodes/one.md").read_text(encoding="utf-8").replace("episode: 1\n", "")
    found = [one for one in problems_of(tmp_path, files) if one.check in {"title-repeated", "title-shared"}]
    assert [f"{one.place} {one.check} {one.severity}" for one in found] == [
        "episodes/b.md:2 title-shared note",
        "episodes/e.md:2 title-shared note",
    ]
    assert found[0].message == (
        "'Interview' is the title of episodes/a.md:2 and 1 more too, and nothing but dates tells them apart; "
        "say what each is about"
    )


def test_a_description_of_the_show_that_the_feed_cuts_is_said(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text(encoding="utf-8")
    short = "description: A small show that has nothing wrong with it."
    for name, words, expected in (("long", 300, ["show.yaml:2 show-description-long"]), ("fits", 280, [])):
        files = {"show.yaml": show.replace(short, f"description: {'Walks, talks. ' * words}")}
        assert found_of(tmp_path / name, files, "show-description-long", "feed-text-long") == expected


def test_a_large_feed_is_to_be_shortened_where_that_helps() -> None:
    said = {}
    for element in ("description", "podcast:txt"):
        item = f"<item><{element}>{'walk ' * 300_000}</{element}></item>"
        content = (
            f'<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>{item}</channel></rss>'
        )
        feed = read_feed(content.encode(), "feed.xml").value
        assert feed
        said[element] = [one.message for one in check_feed(feed) if one.check == "feed-large"]
    assert said == {
        "description": ["1.5 MB are more than some old apps load; shorten the show notes of old episodes"],
        "podcast:txt": ["1.5 MB are more than some old apps load; it is not the show notes, so leave it so"],
    }


def test_a_key_that_is_nearly_a_platform_is_misspelt(tmp_path: Path) -> None:
    files = {
        "episodes/2.md": episode(
            "links:", f"  appel: {APPLE}?i=1000552243668", "  spotfy: TODO", "ids:", "  You-Tube: 1"
        ),
        "episodes/3.md": episode(
            "links:",
            f"  apple: {APPLE}?i=1000552243669",
            "  apples: https://example.com/apples",
            "  author: https://example.com/ada",
            "  amazon: https://example.com/2",
            "  youtube_live: https://example.com/3",
            "  slides: https://example.com/4",
        ),
    }
    found = [one for one in problems_of(tmp_path, files) if one.check == "platform-unknown"]
    assert [(str(one.place), one.message, one.about) for one in found] == [
        ("episodes/2.md:7", "links: 'appel' is no platform that is known; did you mean apple:?", "appel"),
        ("episodes/2.md:8", "links: 'spotfy' is no platform that is known; did you mean spotify:?", "spotfy"),
        ("episodes/2.md:10", "ids: 'You-Tube' is no platform that is known; did you mean youtube:?", "You-Tube"),
    ]


def test_ends_that_are_none_are_found_where_they_are_written(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "audio/two.mp3": mp3(frames=3000),  # 72 seconds
        "episodes/two.md": episode(
            "quotableClips:",
            "- {name: One, startOffset: 0, endOffset: 30}",
            "- name: Two",
            "  startOffset: 30",
            "  endOffset: 20",
            "- {name: Three, startOffset: 50, endOffset: 130}",
            "- {name: Four, startOffset: 60, endOffset: 133}",
            "- {name: Five, startOffset: TODO, endOffset: 1}",
            "chapters:",
            "- {title: One, start: 0:00, end: 0:00}",
            "- {title: Two, start: 0:30, end: 0:40}",
        ),
    }
    found = [one for one in problems_of(tmp_path, files) if one.check == "chapter-end"]
    assert [(one.place.line, one.message) for one in found] == [
        (10, "the end, 0:20, does not lie behind the start, 0:30; correct one of the two"),
        (12, "the end, 2:13, lies behind that of the recording, 1:12; correct it, or delete it"),
        (15, "the end, 0:00, does not lie behind the start, 0:00; correct one of the two"),
    ]
