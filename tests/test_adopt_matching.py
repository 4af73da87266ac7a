"""Which item of an old feed is which episode file: of a hundred real episodes, and the feed of their old host."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import pytest

from publisher.adopting.clues import Clues, clues_of_file, clues_of_item
from publisher.adopting.matching import Matches, match
from publisher.adopting.titles import Likeness, likeness
from publisher.sources.episode_file import read_episode
from publisher.sources.feed_file import FeedItem, parse_feed
from tests.corpus import episode_paths
from tests.needs import real_files

STRANGERS = {"Welcome to the show (trailer)", "Season break: what comes next"}


@dataclass(frozen=True)
class Corpus:
    """The items of the old feed, the names of the files, and what both have to show; the truth is guid -> name."""

    items: tuple[FeedItem, ...]
    names: tuple[str, ...]
    item_clues: tuple[Clues, ...]
    file_clues: tuple[Clues, ...]
    truth: dict[str, str | None]


@cache
def corpus() -> Corpus:
    folder = real_files("corpus")
    feed = parse_feed((folder / "old-feed.xml").read_bytes(), "old-feed.xml").value
    assert feed is not None
    files = [read_episode(folder, f"episodes/{path.name}").value for path in episode_paths()]
    known = [file for file in files if file is not None]
    return Corpus(
        items=feed.items,
        names=tuple(PurePosixPath(file.path).name for file in known),
        item_clues=tuple(clues_of_item(item) for item in feed.items),
        file_clues=tuple(clues_of_file(file, (), ZoneInfo("Europe/Berlin"), show_guid="") for file in known),
        truth=json.loads((folder / "old-feed.truth.json").read_text(encoding="utf-8")),
    )


def counted(matches: Matches) -> tuple[int, int]:
    """How many items have found their file, and how many a wrong one."""
    real = corpus()
    right = [real.truth[real.items[one.item].guid] == real.names[one.file] for one in matches.matches]
    return right.count(True), right.count(False)


def changed(clues: Sequence[Clues], index: int, **fields: object) -> list[Clues]:
    return [*clues[:index], replace(clues[index], **fields), *clues[index + 1 :]]  # type: ignore[arg-type]


def test_every_item_finds_its_file_and_none_a_wrong_one() -> None:
    real = corpus()
    matches = match(real.item_clues, real.file_clues)
    assert counted(matches) == (99, 0)
    found = {one.item for one in matches.matches} | set(matches.ambiguous)
    assert {item.title for number, item in enumerate(real.items) if number not in found} == STRANGERS
    assert sum(one.sureness == "certain" for one in matches.matches) >= 95


def test_without_ids_titles_and_numbers_are_enough() -> None:
    real = corpus()
    files = [replace(clues, ids={}) for clues in real.file_clues]
    assert counted(match(real.item_clues, files)) == (99, 0)


def test_numbers_without_a_title_are_no_match_but_for_the_same_day() -> None:
    real = corpus()
    files = [replace(clues, ids={}, titles=(), published_at=None) for clues in real.file_clues]
    matches = match(real.item_clues, files)
    assert counted(matches) == (0, 0)
    assert len(matches.ambiguous) > 60


@pytest.mark.parametrize("offset", [1, 31])
def test_an_id_copied_into_a_second_file_is_told_apart(offset: int) -> None:
    """Whoever begins an episode file as a copy of another forgets to change the id."""
    real = corpus()
    for original in range(0, len(real.file_clues), 10):
        copy = (original + offset) % len(real.file_clues)
        files = changed(real.file_clues, copy, ids=real.file_clues[original].ids)
        right, wrong = counted(match(real.item_clues, files))
        assert wrong == 0
        assert right >= 98


def test_files_renamed_renumbered_and_retitled_are_found_by_their_ids() -> None:
    real = corpus()
    files = [
        replace(clues, titles=(f"Something else, part {number}",), season=99, number=number, names=frozenset())
        for number, clues in enumerate(real.file_clues)
    ]
    matches = match(real.item_clues, files)
    right, wrong = counted(matches)
    assert wrong == 0
    assert right >= 75  # those whose files have a date
    assert right + len(matches.ambiguous) >= 90


def test_two_files_that_are_alike_are_shown_and_not_guessed() -> None:
    item = Clues(titles=("Season break",), season=1)
    files = [Clues(titles=("Season break",), names=frozenset({name})) for name in ("break-one", "break-two")]
    matches = match([item], files)
    assert matches.matches == ()
    assert [candidate.file for candidate in matches.ambiguous[0]] == [0, 1]


def test_a_daily_show_whose_titles_are_all_the_same_is_told_apart_by_the_day() -> None:
    days = [datetime(2026, 1, 1, 5, tzinfo=UTC) + timedelta(days=number) for number in range(150)]
    items = [Clues(titles=("The news",), published_at=day) for day in days]
    files = [Clues(titles=("The news",), published_at=day - timedelta(hours=5)) for day in days]
    found = {one.item: one.file for one in match(items, files).matches}
    assert found == {number: number for number in range(150)}
    undated = match([Clues(titles=("The news",))], files)
    assert undated.matches == ()
    assert len(undated.ambiguous[0]) == 5


def test_parts_of_one_day_are_told_apart_by_their_numerals() -> None:
    def clues(*parts: str) -> list[Clues]:
        day = datetime(2026, 1, 5, tzinfo=UTC)
        return [Clues(titles=(f"Interview with Anna, {part}",), published_at=day) for part in parts]

    matches = match(clues("part one", "part two"), clues("part II", "part three"))
    assert [(one.item, one.file) for one in matches.matches] == [(1, 0)]
    assert matches.ambiguous == {}


def test_what_is_sure_leaves_over_what_can_then_be_told() -> None:
    items = [Clues(titles=("Season break",), guids=frozenset({"1"})), Clues(titles=("Season break",))]
    files = [Clues(titles=("Season break",)), Clues(titles=("Season break",), guids=frozenset({"1"}))]
    found = {(one.item, one.file): one.sureness for one in match(items, files).matches}
    assert found == {(0, 1): "certain", (1, 0): "likely"}


def test_a_video_in_the_notes_is_an_identifier_where_it_is_the_only_one() -> None:
    files = [Clues(ids={"youtube": frozenset({"0Gqx1LtqRZU"})}), Clues(ids={"youtube": frozenset({"NfAJAr7FvyY"})})]
    only = Clues(mentioned={"youtube": frozenset({"0Gqx1LtqRZU"})})
    both = Clues(mentioned={"youtube": frozenset({"0Gqx1LtqRZU", "NfAJAr7FvyY"})})
    assert [one.file for one in match([only], files).matches] == [0]
    assert match([both], files).matches == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Bread & Butter", "bread and butter", Likeness.SAME),
        ("S01E02 - Bread and butter", "Bread and butter", Likeness.SAME),
        ("Episode 12: Bread", "Bread", Likeness.SAME),
        ("Building data products at scale", "Building data products at scale – Ada Lovelace", Likeness.NEAR),
        ("Part 1", "Part 2", Likeness.OTHER_PART),
        ("Interview with Anna, part one", "Interview with Anna (Part 1)", Likeness.SAME),
        ("Interview with Anna, part one", "Interview with Anna, part two", Likeness.OTHER_PART),
        ("Interview with Anna II", "Interview with Anna III", Likeness.OTHER_PART),
        ("The first day of the long walk", "The second day of the long walk", Likeness.OTHER_PART),
        ("Interview with Anna, part two", "Interview with Anna", Likeness.SOME),
        ("Interview with Anna, part A", "Interview with Anna, part B", Likeness.OTHER_PART),
        ("The best of 2025, in 10 songs", "The best of 2026, in ten songs", Likeness.OTHER_PART),
        ("Ten ways to bake – Episode 12", "10 ways to bake", Likeness.NEAR),
        ("Talk number 17 about bread", "Talk no. 17 about bread", Likeness.NEAR),
        ("What we learned in Berlin this year", "What we learned in Munich this year", Likeness.SOME),
        ("Building data product at scale", "Building data products at scale", Likeness.NEAR),
        ("Bread", "Butter", Likeness.OTHER),
        ("", "Butter", Likeness.UNKNOWN),
    ],
)
def test_likeness_of_titles(one: str, other: str, alike: Likeness) -> None:
    assert likeness([one], [other]) is alike
    assert likeness([other], [one]) is alike
