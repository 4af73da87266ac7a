"""What is said of links whose own words are not those of the episode."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.check_samples import episode
from tests.checked import found

APPLE = "https://podcasts.apple.com/us/podcast/{}/id1541710331?i=10005522436{:02}"
ANCHOR = "https://creators.spotify.com/pod/profile/walks/episodes/{}-e1eq{:03}"
TITLES = ("Boots that last", "Maps and compasses", "Rain, mud, snow", "Tents for one", "Bread above the clouds")


def talks(*links: Sequence[str]) -> dict[str, str | bytes]:
    """Five talks whose links have their titles in them, and those with other links."""
    files: dict[str, str | bytes] = {}
    for number, title in enumerate(TITLES):
        slug = title.replace(",", "").replace(" ", "-")
        usual = (f"apple: {APPLE.format(slug.lower(), number)}", f"anchor: {ANCHOR.format(slug, number)}")
        files[f"episodes/{number}.md"] = talk(title, *usual)
    return files | {f"episodes/other{at}.md": talk("Why we walk", *lines) for at, lines in enumerate(links)}


def talk(title: str, *links: str) -> str:
    notes = "description: What walking does to us, and to the shoes of Ann Example."
    return episode(f"title: {title}", "date: 2026-02-01", notes, "links:", *(f"  {link}" for link in links))


def found_of(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    return [one for one in found(folder, files) if one.endswith("link-title")]


@pytest.mark.parametrize("link", [APPLE, ANCHOR])
def test_a_link_that_tells_of_something_else(tmp_path: Path, link: str) -> None:
    platform = "apple" if link is APPLE else "anchor"
    files = talks([f"{platform}: {link.format('the-sleep-of-bears-bo-base', 77)}"])
    assert found_of(tmp_path, files) == ["episodes/other0.md:6 link-title"]


@pytest.mark.parametrize(
    "slug",
    [
        "walking-to-think-what-philosophers-knew",  # a word of the title in another form
        "sleep-of-bears",  # too little to tell
        "running-shoes-with-ann-example",  # the show notes know
        "12345",
    ],
)
def test_links_that_may_be_right(tmp_path: Path, slug: str) -> None:
    assert found_of(tmp_path, talks([f"apple: {APPLE.format(slug, 77)}"])) == []


def test_one_link_in_two_episodes_is_another_fault(tmp_path: Path) -> None:
    link = f"apple: {APPLE.format('the-sleep-of-bears-bo-base', 77)}"
    assert found_of(tmp_path, talks([link], [link])) == []


def test_a_show_that_calls_its_episodes_by_other_names_there(tmp_path: Path) -> None:
    link = "the-sleep-of-bears-bo-base"
    assert found_of(tmp_path, talks(*([f"apple: {APPLE.format(link, 30 + at)}"] for at in range(6)))) == []
