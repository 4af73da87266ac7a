"""Titles on platforms against episodes' own: real ones, as an editor wrote them and as a host had them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from publisher.online.same_title import Known, Titles
from tests.corpus import episode_paths, front_matter
from tests.needs import real_files


def known_episodes() -> dict[str, Known]:
    """What is known of each real episode, by the name of its file; guests by the ids that the files have for them."""
    people = {path.stem: front_matter(path) for path in sorted((real_files("corpus") / "people").glob("*.md"))}
    known = {}
    for path in episode_paths():
        keys = front_matter(path)
        names = [str(people[guest]["title"]) for guest in _list(keys.get("guests")) if guest in people]
        known[path.name] = Known.of([str(keys[key]) for key in ("title", "short") if key in keys], names)
    return known


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


@cache
def corpus() -> tuple[Titles, list[str]]:
    known = known_episodes()
    return Titles(list(known.values())), list(known)


def shown_titles() -> Iterator[tuple[str, int]]:
    """Each title of the old feed, with the index of the episode that it is of."""
    folder, (_, names) = real_files("corpus"), corpus()
    truth = json.loads((folder / "old-feed.truth.json").read_text())
    for item in ET.parse(folder / "old-feed.xml").iter("item"):
        name = truth.get(item.findtext("guid"))
        if name in names:
            yield str(item.findtext("title")), names.index(name)


def test_no_real_title_is_taken_for_that_of_another_episode() -> None:
    titles, _ = corpus()
    shown = list(shown_titles())
    assert len(shown) > 90
    assert [title for title, index in shown if titles.likeness(title, index).is_another] == []


def test_real_titles_are_like_their_own() -> None:
    titles, _ = corpus()
    assert [title for title, index in shown_titles() if titles.likeness(title, index).is_different] == []


def test_swapped_links_are_found_nearly_always() -> None:
    titles, names = corpus()
    pairs = [(title, other) for (title, own), other in product(shown_titles(), range(len(names))) if own != other]
    found = sum(titles.likeness(title, other).is_another for title, other in pairs)
    assert found >= 0.99 * len(pairs)


@pytest.mark.parametrize(
    ("shown", "own", "other"),
    [
        ("Office Hours #13 | The Show", "Office hours 12", "Office hours 13"),
        ("東京の歴史について", "大阪の食べ物", "東京の歴史"),
        ("Über Häuser", "Von Bäumen", "Uber Hauser"),
    ],
)
def test_the_other_of_two_is_known(shown: str, own: str, other: str) -> None:
    likeness = Titles([Known.of([own]), Known.of([other]), Known.of(["Office hours 1"])]).likeness(shown, 0)
    assert (likeness.is_another, likeness.other) == (True, 1)


@pytest.mark.parametrize(
    ("shown", "own"),
    [
        (
            "Data Mesh 101 - Zhamak Dehghani",
            ["Data Mesh Implementation: Build Decentralized Data Products", "Data Mesh 101"],
        ),
        ("Something else entirely with Zhamak Dehghani", ["Data Mesh 101"]),
        ("", ["Data Mesh 101"]),
        ("!?", ["…"]),
    ],
)
def test_titles_that_say_nothing_of_another(shown: str, own: list[str]) -> None:
    titles = Titles([Known.of(own, ["Zhamak Dehghani"]), Known.of(["The Rise of MLOps"], ["Theofilos Papapanagiotou"])])
    assert not titles.likeness(shown, 0).is_another


def test_one_guest_of_two_episodes_is_no_proof() -> None:
    titles = Titles([Known.of(["Why we walk"], ["Ada Lovelace"]), Known.of(["How we fly"], ["Ada Lovelace"])])
    assert not titles.likeness("A talk with Ada Lovelace", 0).is_another
