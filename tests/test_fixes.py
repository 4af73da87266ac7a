"""What is proven is fixed, what is not certain is offered, and everything else is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from publisher.fixes import KnownOnline, Plan, describe_fix, describe_offer
from tests.fixed import episode, planned, short

VIDEO, OTHER_VIDEO = "0Gqx1LtqRZU", "NfAJAr7FvyY"
WATCH = "https://www.youtube.com/watch?v="
HEARD = "3LhBOO1UANCGbOwkntZt4j"
LISTEN = "https://open.spotify.com/episode/"
APPLE = "https://podcasts.apple.com/us/podcast/a-show/id15?i="


@pytest.mark.parametrize(
    ("lines", "fixed"),
    [
        (f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: TODO\n", f"7 links.youtube = {WATCH}{VIDEO}"),
        (f"ids:\n  spotify: {HEARD}\nlinks:\n  Spotify: '{{{{ link }}}}'\n", f"7 links.Spotify = {LISTEN}{HEARD}"),
        (f"ids:\n  youtube:\nlinks:\n  youtube: https://youtu.be/{VIDEO}?t=5\n", f"5 ids.youtube = {VIDEO}"),
        (f"ids:\n  apple: xxx\nlinks:\n  apple: {APPLE}1000552243668\n", "5 ids.apple = 1000552243668"),
        (
            "ids:\n  anchor: TODO\nlinks:\n  anchor: https://anchor.fm/a/episodes/B-e1eq73v\n",
            "5 ids.anchor = B-e1eq73v",
        ),
        (f"ids:\n  youtube: {VIDEO}&t\n", f"5 ids.youtube = {VIDEO}"),
        (f"ids:\n  spotify: {LISTEN}{HEARD}?si=1\n", f"5 ids.spotify = {HEARD}"),
        ("ids:\n  anchor: a/episodes/B-C-e1eq73v/a-a8d08ua\n", "5 ids.anchor = B-C-e1eq73v"),
        (f"links:\n  youtube: {WATCH}{VIDEO}&t\n", f"5 links.youtube = {WATCH}{VIDEO}"),
        (f"links:\n  youtube: {WATCH}{VIDEO}&t=0s&list=PL1\n", f"5 links.youtube = {WATCH}{VIDEO}&list=PL1"),
        (f"links:\n  spotify: http://open.spotify.com/episode/{HEARD}?si=1\n", f"5 links.spotify = {LISTEN}{HEARD}"),
        (f"links:\n  apple: {APPLE}22&uo=4\n", f"5 links.apple = {APPLE}22"),
    ],
)
def test_what_is_proven_is_filled_in(tmp_path: Path, lines: str, fixed: str) -> None:
    found = planned(tmp_path, {"one": episode(lines)})
    assert short(found.fixes) == [f"one:{fixed}"]
    assert found.offers == ()


@pytest.mark.parametrize(
    "lines",
    [
        f"ids:\n  youtube: {VIDEO}\n  spotify: {HEARD}\nlinks:\n  youtube: {WATCH}{VIDEO}\n",
        f"links:\n  youtube: {WATCH}{VIDEO}&t=75s\n",
        "links:\n  youtube: TODO\n  apple:\n  spotify: TBD\n",
        "ids:\n  apple: 22\nlinks:\n  apple: TODO\n",
        "ids:\n  youtube: TODO\nlinks:\n  youtube: https://www.youtube.com/playlist?list=PL1\n",
        f"ids:\n  apple: TODO\nlinks:\n  apple: {APPLE}100055224366\n",
        "ids:\n  spotify: TODO\nlinks:\n  spotify: https://spotify.link/kTx9\n",
        f"ids:\n  spotify: {HEARD}\nlinks:\n  spotify: https://spotify.link/kTx9\n",
        "links:\n  web: http://example.com/?si=1\n",
        "ids:\n  youtube: no id\nlinks: TODO\n",
        "duration: TODO\n",
        f"draft: true\nids:\n  youtube: {VIDEO}&t\n",
    ],
)
def test_what_nothing_proves_is_left_alone(tmp_path: Path, lines: str) -> None:
    assert planned(tmp_path, {"one": episode(lines)}) == Plan()


def test_one_value_has_one_fix_with_all_its_reasons(tmp_path: Path) -> None:
    lines = f"ids:\n  youtube: {VIDEO}&t\nlinks:\n  youtube: TODO\n  spotify: http://open.spotify.com/episode/{HEARD}?si=1\n"
    found = planned(tmp_path, {"one": episode(lines)})
    spotify, youtube = f"{LISTEN}{HEARD}", f"{WATCH}{VIDEO}"
    assert [describe_fix(fix) for fix in found.fixes] == [
        f"episodes/one.md:5: ids.youtube: {VIDEO}&t -> {VIDEO}  (the id in it, without '&t')",
        f"episodes/one.md:7: links.youtube: TODO -> {youtube}  (the page of its YouTube id)",
        f"episodes/one.md:8: links.spotify: http://open.spotify.com/episode/{HEARD}?si=1 -> {spotify}"
        "  (without tracking; https, which the platform has)",
    ]


def test_an_id_of_two_episodes_proves_nothing(tmp_path: Path) -> None:
    lines = f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: TODO\n"
    assert planned(tmp_path, {"one": episode(lines), "two": episode(lines, "Two")}) == Plan()


def test_own_parameters_of_a_site_stay(tmp_path: Path) -> None:
    files = {name: episode(f"links:\n  web: https://example.org/{name}?utm_source=feed\n", name) for name in "abcd"}
    assert planned(tmp_path, files) == Plan()


def test_an_id_is_written_as_the_show_writes_ids(tmp_path: Path) -> None:
    link = "https://anchor.fm/a/episodes/Title-e1eq73v"
    lines = f"ids:\n  anchor: TODO\nlinks:\n  anchor: {link}\n"
    found = planned(tmp_path, {"one": episode(lines), "two": episode("ids:\n  anchor: e1gq0en\n", "Two")})
    assert short(found.fixes) == ["one:5 ids.anchor = e1eq73v"]


@pytest.mark.parametrize(
    ("lines", "offered"),
    [
        (
            f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: {WATCH}{OTHER_VIDEO}&t\n",
            f"5 ids.youtube = {OTHER_VIDEO} | {WATCH}{VIDEO}",
        ),
        (f"ids:\n  youtube: 0Gqx\nlinks:\n  youtube: {WATCH}{VIDEO}\n", f"5 ids.youtube = {VIDEO}"),
        (
            f"ids:\n  spotify: {HEARD}\nlinks:\n  spotify: https://open.spotify.com/show/{HEARD}?si=1\n",
            f"5 ids.spotify = {LISTEN}{HEARD}",
        ),
        (
            "ids:\n  anchor: B-e1eq73v\nlinks:\n  anchor: https://anchor.fm/a/episodes/C-e1gq0en\n",
            "5 ids.anchor = C-e1gq0en",
        ),
        ("links:\n  web: https://https://example.com/\n", "5 links.web = https://example.com/"),
        ("links:\n  web: https://example.org/a?utm_source=b&c=d\n", "5 links.web = https://example.org/a?c=d"),
        ("link: https://notexample.com/a?fbclid=b#c\n", "4 link = https://notexample.com/a#c"),
    ],
)
def test_what_is_in_dispute_is_offered_and_not_touched(tmp_path: Path, lines: str, offered: str) -> None:
    found = planned(tmp_path, {"one": episode(lines)})
    assert found.fixes == ()
    assert short(found.offers) == [f"one:{offered}"]


def test_an_offer_shows_what_is_written(tmp_path: Path) -> None:
    lines = f"ids:\n  youtube: {VIDEO}&t\nlinks:\n  youtube: {WATCH}{OTHER_VIDEO}\n"
    found = planned(tmp_path, {"one": episode(lines)})
    assert found.fixes == ()
    assert found.offers[0].old == f"{VIDEO}&t"


def test_an_offer_in_words(tmp_path: Path) -> None:
    lines = f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: {WATCH}{OTHER_VIDEO}\n"
    assert describe_offer(planned(tmp_path, {"one": episode(lines)}).offers[0]) == (
        f"episodes/one.md:5: ids.youtube: {VIDEO}: its id and its link do not lead to one episode on YouTube; "
        "2 candidates, pick one:\n"
        f"  ids.youtube: {OTHER_VIDEO}  (what the link says)\n"
        f"  links.youtube: {WATCH}{VIDEO}  (what the id says)"
    )


def show_of_six(last: str, others: str = "") -> dict[str, str]:
    """Five episodes with ids and links on YouTube, and a sixth."""
    files = {}
    for number in range(5):
        ids = f"ids:\n  anchor: e1eq73{number}\n  youtube: 0Gqx1LtqRZ{number}\n"
        links = f"links:\n  youtube: {WATCH}0Gqx1LtqRZ{number}\n  apple: {APPLE}{number}\n"
        files[f"e{number}"] = episode(ids + links + others, f"Number {number}")
    return {**files, "last": episode(last, "The last one")}


def test_a_missing_key_is_put_in_where_most_episodes_have_it(tmp_path: Path) -> None:
    found = planned(tmp_path, show_of_six(f"ids:\n  youtube: {VIDEO}\nlinks:\n  apple: {APPLE}9\n"))
    assert short(found.fixes) == [f"last:7 links.youtube = {WATCH}{VIDEO}"]
    assert found.fixes[0].old is None
    assert found.fixes[0].order == ("youtube", "apple")
    assert describe_fix(found.fixes[0]).startswith("episodes/last.md:7: links.youtube: missing -> https://www.")


@pytest.mark.parametrize("links", ["", "links:\n", "links: TODO\n", "links: {}\n"])
def test_keys_that_are_missing_as_a_whole_are_made(tmp_path: Path, links: str) -> None:
    found = planned(tmp_path, show_of_six(f"ids:\n  youtube: {VIDEO}\n{links}"))
    assert [(fix.keys, fix.old, fix.new) for fix in found.fixes] == [(("links", "youtube"), None, f"{WATCH}{VIDEO}")]
    assert found.fixes[0].sections == ("title", "date", "ids", "links")


@pytest.mark.parametrize(
    "last",
    [f"ids:\n  spotify: {HEARD}\nlinks:\n  apple: {APPLE}9\n", f"ids:\n  youtube: {VIDEO}\nlinks: see below\n", ""],
)
def test_a_key_that_few_have_or_that_has_no_room_is_not_put_in(tmp_path: Path, last: str) -> None:
    assert planned(tmp_path, show_of_six(last)) == Plan()


def test_links_that_moved_for_good(tmp_path: Path) -> None:
    old, new = "https://anchor.fm/a/episodes/B-e1eq73v", "https://creators.spotify.com/pod/show/a/episodes/B-e1eq73v"
    moved = {
        old: f"{new}?utm_source=x",
        "https://example.com/%C3%A4": "https://example.org/a",
        f"{LISTEN}{HEARD}": LISTEN,
        "https://a.example/": "https://b.example/a?utm_source=x",
        "https://c.example/?utm_source=x": "https://d.example/?utm_source=x",
    }
    lines = f"links:\n  anchor: {old}\n  web: https://example.com/ä\n  spotify: {LISTEN}{HEARD}\n"
    others = f"  a: https://a.example/\n  c: https://c.example/?utm_source=x\nintro: {old}\n"
    found = planned(tmp_path, {"one": episode(lines + others)}, KnownOnline(moved=moved))
    assert short(found.fixes) == [
        f"one:5 links.anchor = {new}",
        "one:6 links.web = https://example.org/a",
        "one:9 links.c = https://d.example/?utm_source=x",
    ]
    assert short(found.offers) == [
        f"one:7 links.spotify = {LISTEN}",
        "one:8 links.a = https://b.example/a?utm_source=x | https://b.example/a",
    ]


@dataclass(frozen=True)
class Row:
    """An episode in Apple's list."""

    page_url: str | None
    title: str
    guid: str | None = None
    enclosure_url: str | None = None


def listed(*rows: Row) -> KnownOnline:
    return KnownOnline(apple=rows)


OPEN = "guid: abc\nids:\n  youtube: 0Gqx1LtqRZU\nlinks:\n  youtube: https://youtu.be/0Gqx1LtqRZU\n  apple: TODO\n"
AUDIO = "audio:\n  url: https://example.com/last.mp3?from=feed\n  bytes: 9\n  type: audio/mpeg\n"


@pytest.mark.parametrize(
    "rows",
    [
        [Row(f"{APPLE}99&uo=4", "Another title", guid="abc"), Row(f"{APPLE}98", "The last one")],
        [
            Row(f"{APPLE}99", "Another title", enclosure_url="http://Example.com/last.mp3"),
            Row(f"{APPLE}98", "The last one"),
        ],
        [Row(f"{APPLE}99", "The Last One!", guid="zzz"), Row(f"{APPLE}98", "The last one of all")],
    ],
)
def test_a_link_to_apple_by_guid_then_by_recording_then_by_title(tmp_path: Path, rows: list[Row]) -> None:
    found = planned(tmp_path, show_of_six(OPEN + AUDIO), listed(*rows))
    assert short(found.fixes) == [f"last:9 links.apple = {APPLE}99"]
    assert found.offers == ()


def test_a_missing_link_to_apple_is_put_in(tmp_path: Path) -> None:
    found = planned(
        tmp_path, show_of_six(OPEN.replace("  apple: TODO\n", "")), listed(Row(f"{APPLE}99", "x", guid="abc"))
    )
    assert [(fix.key, fix.old, fix.new) for fix in found.fixes] == [("links.apple", None, f"{APPLE}99")]


@pytest.mark.parametrize(
    ("rows", "candidates"),
    [
        ([Row(f"{APPLE}98", "The last one"), Row(f"{APPLE}99", "The last one")], f"{APPLE}98 | {APPLE}99"),
        ([Row(f"{APPLE}99", "The last one (S1E6)"), Row(f"{APPLE}98", "Others")], f"{APPLE}99"),
        ([Row(f"{APPLE}3", "Another title", guid="abc")], f"{APPLE}3"),
    ],
)
def test_links_to_apple_that_are_not_certain_are_offered(tmp_path: Path, rows: list[Row], candidates: str) -> None:
    found = planned(tmp_path, show_of_six(OPEN), listed(*rows))
    assert found.fixes == ()
    assert short(found.offers) == [f"last:9 links.apple = {candidates}"]


def test_a_title_proves_nothing_of_what_is_another_episode_by_its_guid(tmp_path: Path) -> None:
    files = show_of_six(OPEN) | {"e4": episode("guid: of-e4\nlinks:\n  apple: TODO\n", "Number 4")}
    found = planned(tmp_path, files, listed(Row(f"{APPLE}99", "The last one", guid="of-e4")))
    assert short(found.fixes) == [f"e4:6 links.apple = {APPLE}99"]
    assert found.offers == ()


@pytest.mark.parametrize("rows", [[], [Row(f"{APPLE}99", "Something else")], [Row(None, "The last one", guid="abc")]])
def test_apple_may_not_know_an_episode(tmp_path: Path, rows: list[Row]) -> None:
    assert planned(tmp_path, show_of_six(OPEN), listed(*rows)) == Plan()


def test_an_episode_that_is_yet_to_come_is_in_no_list(tmp_path: Path) -> None:
    files = show_of_six((OPEN + AUDIO).replace("guid:", "date: 2027-01-05\nguid:"))
    files["last"] = files["last"].replace("date: 2026-01-05\n", "")
    assert planned(tmp_path, files, listed(Row(f"{APPLE}99", "The last one, no other"))) == Plan()


def test_a_show_without_links_to_apple_gets_none(tmp_path: Path) -> None:
    online = listed(Row(f"{APPLE}99", "One", guid="abc"))
    assert planned(tmp_path, {"one": episode(OPEN)}, online) == Plan()
