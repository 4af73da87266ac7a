"""Checks of links: what is open, misspelt, of another kind or platform, repeated or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.platforms.url_faults import fault_of, slip_in_text
from publisher.sources.placeholders import is_no_address_yet, is_placeholder
from tests.audio_samples import mp3
from tests.check_samples import found_of
from tests.checked import problems_of

APPLE = "https://podcasts.apple.com/us/podcast/club/id1541710331"
SPOTIFY = "https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j"
KEYS = ("youtube", "apple", "web", "website")
YOUTUBE = "https://www.youtube.com/watch?v=0Gqx1LtqRZU"


def episode(*lines: str, number: int = 2, date: str = "2026-01-12") -> str:
    """An episode file; the first of the lines stands in line 6."""
    head = ("---", f"title: The one with number {number}", "season: 1", f"episode: {number}", f"date: {date}")
    return "\n".join((*head, *lines, "---", ""))


def messages(folder: Path, text: str, check: str) -> list[str]:
    problems = problems_of(folder, {"episodes/two.md": text})
    return [problem.message for problem in problems if problem.check == check]


def test_what_is_yet_to_be_filled_in_is_found_whether_it_is_published_or_not(tmp_path: Path) -> None:
    text = episode(
        "short: TODO lists that work",
        "subject: TODO",
        "topics: [walking, tbd]",
        "link: todo",
        "guests: ['{{ guest }}']",
        "ids:",
        "  youtube: xxx",
        "  spotify: ''",
        "links:",
        "  youtube: https://youtu.be/{{ id }}",
        "  apple:",
        "  spotify: 'TODO: ask Ada'",
        "  web: https://example.com/todo",
        "intro: Fixme is what we say.",
    )
    people = "---\ntitle: Bo\ntwitter: TODO\nphone: TODO\n---\n"
    nameless = "---\ntitle: TODO\ndate: TODO\nimage: '{{ image }}'\n---\n"  # each of these is reported as what it is
    files = {"episodes/two.md": text, "episodes/x.md": nameless, "people/bo.md": people}
    found = found_of(tmp_path, files, "link-todo", "value-todo", "link-not-a-url", "id-shape", "link-path")
    assert found == [
        "episodes/two.md:8 value-todo",
        "episodes/two.md:9 link-todo",
        "episodes/two.md:10 value-todo",
        "episodes/two.md:12 link-todo",
        "episodes/two.md:13 link-todo",
        "episodes/two.md:15 link-todo",
        "episodes/two.md:16 link-todo",
        "episodes/two.md:17 link-todo",
        "people/bo.md:3 value-todo",
    ]


def test_what_a_link_or_an_id_will_be_is_said_where_the_other_one_tells(tmp_path: Path) -> None:
    text = episode(
        "ids:",
        "  youtube: 0Gqx1LtqRZU",
        "  spotify: TODO",
        "  apple: TODO",
        "links:",
        "  youtube: TODO",
        f"  spotify: {SPOTIFY}?si=1",
    )
    assert messages(tmp_path, text, "link-todo") == [
        "ids.spotify is still 'TODO'; write 3LhBOO1UANCGbOwkntZt4j",
        "ids.apple is still 'TODO'; write the episode's id on Apple Podcasts, or delete the line",
        f"links.youtube is still 'TODO'; write {YOUTUBE}",
    ]


@pytest.mark.parametrize("text", ["TODO", "todo:", "To-do", "TBD", "tba.", "FIXME!", "{{ a }}", "<% b %>", "YOUR_ID"])
def test_placeholders_are_known(text: str) -> None:
    assert is_placeholder(text)
    assert is_no_address_yet(text)


@pytest.mark.parametrize("text", ["xxx", "???", "...", "<link>", "[id]", "TODO later", "https://${HOST}/", "{% u %}"])
def test_in_links_and_ids_more_stands_for_nothing_yet(text: str) -> None:
    assert is_no_address_yet(text)


@pytest.mark.parametrize("text", ["Todo lists", "The todo", "Tobias", "https://example.com/", "0Gqx1LtqRZU", "x"])
def test_what_only_looks_like_a_placeholder_is_left_alone(text: str) -> None:
    assert not is_placeholder(text)
    assert not is_no_address_yet(text)


LINKS = {
    f"youtube: {SPOTIFY}": "link-platform",
    "apple: https://example.com/one": "link-platform",
    "spotify: https://creators.spotify.com/pod/show/club/episodes/AB-e1eq73v": "link-platform",
    "spotify: https://open.spotify.com/show/0pck8zuiXdI0OrCg86DAPy?x=1": "link-kind",
    f"apple: {APPLE}": "link-kind",
    "youtube: https://www.youtube.com/@club": "link-kind",
    "YouTube: https://www.youtube.com/embed/videoseries?list=PL3MmuxUbc": "link-kind",
    "anchor: https://podcasters.spotify.com/pod/pod/show/club/episodes/AB-e1eq73v": "link-path",
    "youtube: https://www.youtube.com/watch?v=0Gqx1LtqRZ": "link-path",
    "youtube: https://studio.youtube.com/video/0Gqx1LtqRZU/edit": "link-path",
    "spotify: https://spotify.link/kTx9": "link-short",
    f"spotify: {SPOTIFY}?si=1": "link-tracking",
    "web: https://example.com/?fbclid=1": "link-tracking",
    "youtube: https://www.youtube.com/watch?v=1Gqx1LtqRZU&t": "link-tracking",
    "youtube: https://www.youtube.com/watch?v=2Gqx1LtqRZU&t=&list=PL1": "link-tracking",
    "youtube: http://www.youtube.com/watch?v=0Gqx1LtqRZU": "link-http",
    "web: http://example.com/": "url-http",
    "elsewhere: http://localhost:8000/": "link-private",
    "radio: http://192.168.1.1/": "link-private",
    "web: https://[::1]/": "link-private",
    "web: https://studio.local/one": "link-private",
    "web: https://https://example.com/": "link-malformed",
    "web: https://example": "link-malformed",
    "apple: podcasts.apple.com/us/podcast/club/id1541710331?i=1": "link-not-a-url",
    f"apple: {APPLE}?i=5": "link-path",
    f"apple: {APPLE}?i=10005522436": "link-path",
}
FINE = (
    f"apple: {APPLE}?i=1000552243668&l=de",
    "youtube: https://youtu.be/-Gj7SaI-QW4?t=60",
    "youtube: https://www.youtube.com/watch?v=3Gqx1LtqRZU&t=10",
    "web: https://example.com/?t",
    f"spotify: {SPOTIFY}",
    "anchor: https://anchor.fm/club/episodes/AB-e1eq73v",
    "web: https://www.youtube.com/playlist?list=PL3MmuxUbc",
    "book: https://example.com/?si=1&feature=2",
    "radio: https://93.184.215.14/local",
    "shop: https://localhost.example.com/",
)


def test_each_link_that_is_wrong_is_found_at_its_line_and_only_once(tmp_path: Path) -> None:
    files = {f"episodes/{n:02}.md": episode("links:", f"  {line}", number=n) for n, line in enumerate((*LINKS, *FINE))}
    problems = problems_of(tmp_path, files)
    found = [f"{one.place} {one.check}" for one in problems if one.check.startswith(("link-", "url-", "id-"))]
    by_design = [one for one in found if one.endswith(" link-repeated")]  # one Spotify link serves them all
    assert [one for one in found if one not in by_design] == [
        f"episodes/{n:02}.md:7 {check}" for n, check in enumerate(LINKS.values())
    ]


def test_a_message_says_what_to_write(tmp_path: Path) -> None:
    text = episode(
        "ids:",
        "  spotify: 3LhBOO1UANCGbOwkntZt4j",
        "links:",
        "  spotify: https://open.spotify.com/show/0pck8zuiXdI0OrCg86DAPy?si=1",
        "  youtube: studio.youtube.com/video/0Gqx1LtqRZU/edit",
        "  anchor: https://podcasters.spotify.com/club/episodes/AB-e1eq73v/a-a8d08ua",
        "  apple: 1000552243668",
        "  web: https://https//example.com/a",
    )
    said = {one.check: one.message for one in problems_of(tmp_path, {"episodes/two.md": text})}
    assert said["link-kind"] == f"links.spotify leads to a show, not to this episode; write {SPOTIFY}"
    assert "link-tracking" not in said  # the whole link is to be replaced
    assert said["link-path"].endswith("write https://podcasters.spotify.com/pod/show/club/episodes/AB-e1eq73v")
    assert said["link-malformed"].endswith("has https twice; write https://example.com/a")
    assert said["link-not-a-url"].endswith(
        "'1000552243668' is not a URL; write it whole, with https://, or delete the line"
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("www.example.com/a", "https://www.example.com/a"),
        ("example.com", "https://example.com"),
        ("https//youtu.be/0Gqx1LtqRZU", "https://youtu.be/0Gqx1LtqRZU"),
        ("0Gqx1LtqRZU", YOUTUBE),
        ("//youtu.be/0Gqx1LtqRZU", YOUTUBE),
    ],
)
def test_what_is_no_url_is_answered_with_the_one_that_was_meant(tmp_path: Path, text: str, meant: str) -> None:
    (message,) = messages(tmp_path, episode("links:", f"  youtube: {text}"), "link-not-a-url")
    assert message == f"links.youtube: '{text}' is not a URL; write {meant}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://https://example.com/a", "https://example.com/a"),
        ("http://https//example.com", "https://example.com"),
        ("http:/example.com", "https://example.com"),
        ("https:///example.com", "https://example.com"),
        ("https:example.com", "https://example.com"),
        ("https;//example.com", "https://example.com"),
        ("https:// example.com", "https://example.com"),
        ("htp://example.com", "https://example.com"),
        ("hhtps://example.com", "https://example.com"),
        ("HTTPS:\\\\example.com", "https://example.com"),
        ("https://www,example.com/a", "https://www.example.com/a"),
        ("https://exam\u200bple.com\u200e", "https://example.com"),
        ("http//https//exam\u200bple.com", "https://example.com"),
        ("https//example.com/a b", "https://example.com/a%20b"),
        ("https//eve briain.org/a", ""),
        ("https:/ada:secret@example.com/", ""),
        ("https://www.https//example.com", ""),
        ("https://example", ""),
        ("https://a..b.org", ""),
        ("https://example.o", ""),
        ("https://", ""),
        ("https://example.com>", ""),
    ],
)
def test_what_is_wrong_with_a_url_is_known_and_how_it_was_meant(text: str, meant: str) -> None:
    fault = fault_of(text)
    assert fault
    assert fault.meant == meant
    assert fault_of(fault.meant) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com",
        "https://example.com.:8080/a?b=https://c",
        "https://web.archive.org/web/2020/https://example.com",
        "http://localhost:8000",
        "http://[::1]/",
        "http://10.0.0.1:80/a",
        "https://user@example.com/",
        "https://müller.example/ä b",
        "https://xn--mller-kva.example",
        "ftp://example",
        "sftp://example",
        "mailto:ada@example.com",
        "images/one.jpg",
        "https-guide.md",
        "http",
        "spotify:episode:3LhBOO1UANCGbOwkntZt4j",
        "",
    ],
)
def test_what_is_a_url_or_means_to_be_none_is_left_alone(text: str) -> None:
    assert fault_of(text) is None


@pytest.mark.parametrize("text", ["https:// and your host", "http:/", "https://…", "http://server/", "https://$HOST/a"])
def test_a_sentence_may_speak_of_urls(text: str) -> None:
    assert slip_in_text(text) is None


def test_one_link_of_two_episodes_is_found_however_it_is_written(tmp_path: Path) -> None:
    home, page = "https://example.com/", "https://example.com/two"
    links = {
        "a": (YOUTUBE, f"{APPLE}?i=1000552243661", page, home),
        "b": ("https://youtu.be/0Gqx1LtqRZU?t=5", f"{APPLE}?i=1000552243662", f"{page}?utm_source=x", home),
        "c": ("https://youtu.be/-Gj7SaI-QW4", APPLE, "https://example.com/three", home),
        "d": ("https://youtu.be/-Gj7SaI-QW5", APPLE, "https://example.com/four", "https://example.com/d"),
    }
    files = {
        f"episodes/{name}.md": episode("links:", *(f"  {key}: {url}" for key, url in zip(KEYS, urls, strict=True)))
        for name, urls in links.items()
    }
    found = [one for one in problems_of(tmp_path, files) if one.check == "link-repeated"]
    assert [str(one.place) for one in found] == ["episodes/b.md:7", "episodes/b.md:9"]
    assert found[0].message == "links.youtube is the link of episodes/a.md:7 too; correct one of them"


def test_what_one_of_many_lacks_or_does_otherwise_is_found(tmp_path: Path) -> None:
    links = {
        n: [f"  apple: {APPLE}?i=10005522436{n}", f"  youtube: https://youtu.be/0Gqx1LtqR{n}"] for n in range(10, 26)
    }
    links[13] = [links[13][0].replace("1541710331", "1200361736"), "  youtube: TODO"]
    links[14] = links[14][:1]
    files: dict[str, str | bytes] = {
        f"episodes/{n}.md": episode("links:", *lines, number=n) for n, lines in links.items()
    }
    files |= {f"audio/{n}.mp3": mp3(frames=400 + n) for n in links}
    files["episodes/26.md"] = episode(number=26, date="2027-01-01")  # waits for its day
    files["audio/26.mp3"] = mp3(frames=500)
    files["episodes/27.md"] = episode(number=27)  # waits for its recording
    found = found_of(tmp_path, files, "link-show", "platform-missing", "link-todo")
    assert found == [
        "episodes/13.md:7 link-show",
        "episodes/13.md:8 link-todo",
        "episodes/14.md:6 platform-missing",
        "episodes/one.md platform-missing",
        "episodes/one.md platform-missing",
    ]
