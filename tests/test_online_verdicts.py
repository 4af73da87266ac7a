"""What each platform's answers mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.online.settings import Clock
from publisher.online.verdict import State
from tests.loopback import Reply, Route, redirect
from tests.platform_server import Platforms, apple_link, episode, listing, oembed

VIDEO = "0Gqx1LtqRZU"
SPOTIFY = "3LhBOO1UANCGbOwkntZt4j"
HTML = Reply(headers={"Content-Type": "text/html"}, body=b"<html>Log in to this network</html>")
IMAGE = Reply(headers={"Content-Type": "image/jpeg"}, body=b"x")
TORN = Reply(body=b'{"title": "A', length=900)
ENDLESS = Reply(headers={"Content-Type": "application/json"}, body=b'{"title": "' + b"a" * 5000, endless=True)
NESTED = Reply(body=b"[" * 60_000)


@pytest.fixture
def platforms() -> Iterator[Platforms]:
    with Platforms() as served:
        yield served


@pytest.mark.parametrize(
    ("oembed_says", "thumbnail", "state"),
    [
        ("A title", 404, State.OK),  # its picture is not asked for
        (HTML, 200, State.UNKNOWN),
        (Reply(body=b"Forbidden"), 404, State.GONE),
        (Reply(body=b"Forbidden"), IMAGE, State.UNKNOWN),
        (400, 200, State.GONE),
        (401, 200, State.OK),
        (401, 404, State.GONE),
        (401, 503, State.OK),
        (403, 404, State.GONE),
        (403, IMAGE, State.UNKNOWN),
        (403, HTML, State.UNKNOWN),
        (403, 429, State.UNKNOWN),
        (404, 200, State.GONE),
        (410, 404, State.GONE),
        (429, 404, State.UNKNOWN),
        (500, 404, State.UNKNOWN),
        (503, 404, State.UNKNOWN),
        (304, 404, State.UNKNOWN),  # nobody asked whether anything is new
        (TORN, 404, State.UNKNOWN),
        (Reply(reset=True), 404, State.UNKNOWN),
        (Reply(raw=b"no HTTP at all"), 404, State.UNKNOWN),
        (ENDLESS, IMAGE, State.UNKNOWN),
        (NESTED, IMAGE, State.UNKNOWN),
    ],
)
def test_youtube(
    platforms: Platforms, tmp_path: Path, oembed_says: str | int | Route, thumbnail: int | Route, state: State
) -> None:
    verdict = platforms.verdict(tmp_path, platforms.video(VIDEO, oembed_says, thumbnail))
    assert verdict.state is state


def test_what_youtube_says_of_a_video(platforms: Platforms, tmp_path: Path) -> None:
    shown = platforms.verdict(tmp_path / "1", platforms.video(VIDEO, "A/B Testing - Jakob Graff"))
    kept_in = platforms.verdict(tmp_path / "2", platforms.video(VIDEO, 401, IMAGE))
    private = platforms.verdict(tmp_path / "3", platforms.video(VIDEO, 403, IMAGE))
    assert (shown.title, shown.is_embeddable, shown.is_hidden) == ("A/B Testing - Jakob Graff", True, False)
    assert (kept_in.title, kept_in.is_embeddable, kept_in.is_hidden) == (None, False, False)
    assert (private.title, private.is_embeddable, private.is_hidden) == (None, True, True)


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("A title", State.OK),
        (400, State.GONE),
        (404, State.GONE),
        (401, State.UNKNOWN),
        (403, State.UNKNOWN),
        (429, State.UNKNOWN),
        (500, State.UNKNOWN),
        (502, State.UNKNOWN),
        (HTML, State.UNKNOWN),
        (TORN, State.UNKNOWN),
    ],
)
def test_spotify(platforms: Platforms, tmp_path: Path, says: str | int | Route, state: State) -> None:
    link = platforms.spotify(SPOTIFY, says)
    verdict = platforms.verdict(tmp_path, f"{link}?si=ac857db69d484277")
    assert verdict.state is state


@pytest.mark.parametrize(
    ("route", "state"),
    [
        (Reply(body=b"x"), State.OK),
        (Reply(status=404), State.GONE),
        (Reply(status=410), State.GONE),
        *((Reply(status=status), State.UNKNOWN) for status in (400, 401, 403, 406, 418, 429, 451, 500, 503, 999)),
        (Reply(body=b"x", takes_head=False), State.OK),
        (Reply(body=b"x" * 3000, takes_head=False, ranges="right"), State.OK),
        (lambda asked: Reply(status=404 if asked.method == "HEAD" else 200), State.OK),
        (lambda asked: Reply(status=403 if asked.method == "HEAD" else 404), State.GONE),
        (lambda asked: Reply(reset=True) if asked.method == "HEAD" else Reply(), State.OK),
        (lambda asked: Reply(status=405) if asked.method == "HEAD" else Reply(status=416), State.UNKNOWN),
        (Reply(body=b"x" * 9000, takes_head=False, endless=True), State.OK),
        (Reply(body=b"x", takes_head=False, headers={"Content-Encoding": "gzip"}), State.OK),
        (Reply(raw=b"HTTP/1.1 OK\r\n\r\n"), State.UNKNOWN),
        (redirect("/circle"), State.UNKNOWN),
        (redirect("http://169.254.1.1:99999/"), State.UNKNOWN),
        (redirect("javascript:alert(1)"), State.UNKNOWN),
    ],
)
def test_pages(platforms: Platforms, tmp_path: Path, route: Route, state: State) -> None:
    platforms.page("/circle", redirect("/circle", 301))
    assert platforms.verdict(tmp_path, platforms.page("/page", route)).state is state


def test_a_host_that_nobody_runs_or_that_is_private_is_unknown(platforms: Platforms, tmp_path: Path) -> None:
    url = platforms.page("/page", Reply())
    assert platforms.verdict(tmp_path / "1", "http://127.0.0.1:9/").state is State.UNKNOWN
    assert platforms.verdict(tmp_path / "2", url, allow_private=False).state is State.UNKNOWN
    assert platforms.server.count("/page") == 0


@pytest.mark.parametrize(
    ("steps", "moved_to"),
    [
        ((301,), "/end"),
        ((308,), "/end"),
        ((301, 308), "/end"),
        ((302,), None),
        ((307,), None),
        ((301, 302), None),
        ((302, 301), None),
    ],
)
def test_only_permanent_redirects_move(
    platforms: Platforms, tmp_path: Path, steps: tuple[int, ...], moved_to: str | None
) -> None:
    for number, status in enumerate(steps, start=1):
        platforms.page(f"/{number}", redirect(f"/{number + 1}" if number < len(steps) else "/end", status))
    platforms.page("/end", Reply())
    verdict = platforms.verdict(tmp_path, platforms.url("/1"))
    assert verdict.state is (State.MOVED if moved_to else State.OK)
    assert verdict.moved_to == (platforms.url(moved_to) if moved_to else None)


def test_who_moved_to_a_place_that_is_gone_is_gone(platforms: Platforms, tmp_path: Path) -> None:
    assert platforms.verdict(tmp_path, platforms.page("/old", redirect("/new", 301))).state is State.GONE


def test_anchor(platforms: Platforms, tmp_path: Path) -> None:
    old = "/datatalks/episodes/A-B-Testing-e1eq73v"
    link = platforms.anchor(old, redirect(f"/anchor{old.replace('A-B', 'AB')}", 301))
    platforms.anchor(old.replace("A-B", "AB"), Reply(takes_head=False))
    moved = platforms.verdict(tmp_path / "1", link)
    assert (moved.state, moved.moved_to) == (State.MOVED, link.replace("A-B", "AB"))
    elsewhere = platforms.anchor(
        "/datatalks/episodes/Gone-e1aaaaa", redirect(f"/anchor{old.replace('A-B', 'AB')}", 301)
    )
    assert platforms.verdict(tmp_path / "2", elsewhere).state is State.UNKNOWN
    assert platforms.verdict(tmp_path / "3", "https://anchor.fm/datatalks/episodes/No-e1bbbbb").state is State.GONE


FULL = {str(1000 + number): f"Title {number}" for number in range(200, 0, -1)}


@pytest.mark.parametrize(
    ("said", "number", "state"),
    [
        (listing({"1002": "Two", "1001": "One"}), 1001, State.OK),
        (listing({"1002": "Two", "1000": "None"}), 1001, State.GONE),
        (listing({"1002": "Two", "1000": "None"}), 1003, State.UNKNOWN),  # newer than the list, perhaps
        (listing({"1002": "Two"}, count=2), 1001, State.UNKNOWN),  # Apple has one that it does not list
        (listing({"1002": "Two"}, count=0), 1001, State.UNKNOWN),
        (listing({}), 1001, State.UNKNOWN),
        (listing(FULL), 1001, State.OK),
        (listing(FULL), 999, State.UNKNOWN),
        (listing(FULL, count=350), 999, State.UNKNOWN),
        (Reply(body=b'\n\n\n{"resultCount":0, "results": []}'), 1001, State.UNKNOWN),
        (Reply(status=403, body=b'{"resultCount":0, "results": []}'), 1001, State.UNKNOWN),
        (Reply(status=404), 1001, State.UNKNOWN),
        (Reply(status=429), 1001, State.UNKNOWN),
        (Reply(status=503), 1001, State.UNKNOWN),
        (HTML, 1001, State.UNKNOWN),
        (NESTED, 1001, State.UNKNOWN),
        (
            Reply(body=b'{"results": [7, {"kind": "podcast", "trackCount": "x"}, {"kind": "podcast-episode"}]}'),
            1,
            State.UNKNOWN,
        ),
    ],
)
def test_apple(platforms: Platforms, tmp_path: Path, said: Route, number: int, state: State) -> None:
    for country in ("us", "gb"):
        platforms.apple(said, country)
    assert platforms.verdict(tmp_path, apple_link(number)).state is state


def test_apple_is_asked_in_another_country_before_an_episode_is_gone(platforms: Platforms, tmp_path: Path) -> None:
    platforms.apple({"1002": "Two", "1000": "None"}, "de")
    platforms.apple({"1002": "Two", "1001": "One"}, "us")
    verdict = platforms.verdict(tmp_path, apple_link(1001, "de/"))
    assert (verdict.state, verdict.title) == (State.OK, "One")
    assert platforms.server.count("/apple/lookup") == 2


def test_the_title_of_a_hostile_platform_is_cut(platforms: Platforms, tmp_path: Path) -> None:
    assert len(platforms.verdict(tmp_path, platforms.video(VIDEO, oembed("a" * 60_000))).title or "") == 500


def test_who_says_nothing_is_unknown_when_the_time_is_over(platforms: Platforms, tmp_path: Path) -> None:
    held = Reply(hold=True)
    platforms.apple(held)
    links = {
        "youtube": platforms.video(VIDEO, held),
        "spotify": platforms.spotify(SPOTIFY, held),
        "apple": apple_link(1001),
        "web": platforms.page("/page", held),
        "drip": platforms.page("/drip", Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" * 900, drip=True)),
    }
    sound = platforms.page("/one.mp3", held)
    merged = platforms.show(tmp_path, {"one": episode(links=links, audio=sound)})
    answers = platforms.ask(merged, clock=Clock(), link_deadline_s=0.2, run_deadline_s=1.5, second_look_after_s=0)
    states = {target.url: verdict.state for target, verdict in answers.verdicts.items()}
    assert {states[url] for url in (*links.values(), sound)} == {State.UNKNOWN}
