"""A whole run: what is asked, how often, what is kept for the next one, and what an interrupted one leaves."""

from __future__ import annotations

import errno
import json
import re
import socket
import stat
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.online.verdict import State, Way
from tests.loopback import Asked, Reply
from tests.platform_server import (
    MP3,
    PNG,
    SHOW_ID,
    Platforms,
    apple_link,
    episode,
    oembed,
    problems_of,
    short,
    unless_known,
)

VIDEO, OTHER_VIDEO = "0Gqx1LtqRZU", "346N_pCtYZU"
SPOTIFY = "3LhBOO1UANCGbOwkntZt4j"


@pytest.fixture
def platforms() -> Iterator[Platforms]:
    with Platforms() as served:
        yield served


def test_each_url_of_what_is_published_is_asked_once(platforms: Platforms, tmp_path: Path) -> None:
    page = platforms.page("/page", Reply())
    people = {"ada": f"---\ntitle: Ada Lovelace\nweb: {platforms.url('/ada')}\n---\n"}
    links = {"youtube": platforms.video(VIDEO, "One"), "web": page, "blog": page}
    both = "link: " + page + "\nguests: [ada]"
    merged = platforms.show(
        tmp_path,
        {
            "one": episode("One", links, more=both, audio=platforms.url("/1.mp3")),
            "two": episode("Two", links, more=both, audio=platforms.url("/2.mp3"), date="2026-01-06"),
            "three": episode("Three", {"web": platforms.url("/later")}, date="2026-07-01"),
            "four": "---\ntitle: Four\nlinks:\n  web: " + platforms.url("/never") + "\n---\n",
        },
        show="hosts: [ada]\n",
        people=people,
    )
    platforms.ask(merged)
    asked = Counter((one.method, one.path) for one in platforms.server.asked)
    once = ("/page", "/ada", "/1.mp3", "/2.mp3", "/show/")  # but for a second look at what is gone
    assert {path: asked["HEAD", path] for path in once} == {
        "/page": 1,
        "/ada": 2,
        "/1.mp3": 2,
        "/2.mp3": 2,
        "/show/": 2,
    }
    assert asked["GET", "/youtube/oembed"] == 1
    assert not {"/later", "/never"} & {path for _, path in asked}


def test_gone_takes_a_second_look_later(platforms: Platforms, tmp_path: Path) -> None:
    back = platforms.video(VIDEO, [Reply(status=404), oembed("One")])
    still = platforms.video(OTHER_VIDEO, 404)
    unsure = platforms.spotify(SPOTIFY, [Reply(status=404), Reply(status=503)])
    merged = platforms.show(tmp_path, {"one": episode(links={"youtube": back, "a": still, "spotify": unsure})})
    answers = platforms.ask(merged, second_look_after_s=7)
    states = {target.url: verdict.state for target, verdict in answers.verdicts.items()}
    assert (states[back], states[still], states[unsure]) == (State.OK, State.GONE, State.UNKNOWN)
    assert 7 in platforms.time.waits_s


def test_lookups_keep_their_distance_and_end_when_apple_has_enough(platforms: Platforms, tmp_path: Path) -> None:
    countries = ("de", "fr", "gb", "us")
    for country in countries:
        platforms.apple({"1001": "One"}, country)
    links = {country: apple_link(1001, f"{country}/") for country in countries}
    merged = platforms.show(tmp_path, {"one": episode(links=links)})
    platforms.ask(merged)
    assert [wait for wait in platforms.time.waits_s if wait == 3] == [3, 3, 3]
    platforms.apple(Reply(status=403, body=b'{"resultCount":0,"results":[]}'), "fr")
    before = platforms.server.count("/apple/lookup")
    answers = platforms.ask(merged)
    states = Counter(verdict.state for target, verdict in answers.verdicts.items() if target.way is Way.APPLE)
    assert platforms.server.count("/apple/lookup") == before + 2
    assert states == {State.OK: 1, State.UNKNOWN: 3}


def test_one_call_to_apple_for_the_whole_show(platforms: Platforms, tmp_path: Path) -> None:
    platforms.apple({str(number): f"Title {number}" for number in range(1, 31)})
    episodes = {f"e{number}": episode(links={"apple": apple_link(number)}) for number in range(1, 31)}
    show_link = f"https://podcasts.apple.com/podcast/id{SHOW_ID}"
    merged = platforms.show(tmp_path, {**episodes, "e31": episode(links={"apple": show_link})})
    answers = platforms.ask(merged)
    assert platforms.server.count("/apple/lookup") == 1
    assert {verdict.state for target, verdict in answers.verdicts.items() if target.way is Way.APPLE} == {State.OK}


def test_a_link_to_apple_without_a_country_is_asked_for_where_the_others_lead(
    platforms: Platforms, tmp_path: Path
) -> None:
    platforms.apple({"1001": "One", "1002": "Two"}, "gb")
    links = {"apple": apple_link(1001, "gb/"), "other": apple_link(1002, "")}
    answers = platforms.ask(platforms.show(tmp_path, {"one": episode(links=links)}))
    titles = {verdict.title for target, verdict in answers.verdicts.items() if target.way is Way.APPLE}
    assert titles == {"One", "Two"}


def many(platforms: Platforms, folder: Path) -> dict[str, str]:
    """An episode with links of all kinds, the first two alive."""
    platforms.apple({"1002": "One"})
    return {
        "one": episode(
            "One",
            {
                "youtube": platforms.video(VIDEO, "One"),
                "spotify": platforms.spotify(SPOTIFY, "One"),
                "apple": apple_link(1002),
                "web": platforms.page("/page", unless_known('"1"', Reply(body=b"x"))),
                "gone": platforms.url("/gone"),
                "busy": platforms.page("/busy", Reply(status=429)),
            },
            audio=platforms.page("/one.mp3", Reply(body=b"x" * 10, ranges="right", headers={"ETag": 'W/"a"'})),
        )
    }


def test_a_second_run_asks_only_what_is_unknown(platforms: Platforms, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "online.json"
    merged = platforms.show(tmp_path / "show", many(platforms, tmp_path))
    first = platforms.ask(merged, cache_path=cache)
    platforms.server.asked.clear()
    second = platforms.ask(merged, cache_path=cache)
    assert {asked.path for asked in platforms.server.asked} == {"/busy"}
    assert second.verdicts == first.verdicts
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    assert [path.name for path in cache.parent.iterdir()] == ["online.json"]


def test_what_is_gone_is_asked_again_after_an_hour_and_the_rest_after_a_day(
    platforms: Platforms, tmp_path: Path
) -> None:
    cache = tmp_path / "online.json"
    merged = platforms.show(tmp_path / "show", many(platforms, tmp_path))
    platforms.ask(merged, cache_path=cache)
    platforms.time.passed_s += timedelta(hours=1).total_seconds()
    platforms.server.asked.clear()
    platforms.ask(merged, cache_path=cache)
    hour = {asked.path for asked in platforms.server.asked}
    assert "/gone" in hour
    assert not {"/page", "/one.mp3", "/youtube/oembed", "/apple/lookup"} & hour
    platforms.time.passed_s += timedelta(hours=23).total_seconds()
    platforms.server.asked.clear()
    platforms.ask(merged, cache_path=cache)
    assert {"/page", "/one.mp3", "/youtube/oembed", "/apple/lookup"} <= {asked.path for asked in platforms.server.asked}


def test_an_etag_renews_a_verdict(platforms: Platforms, tmp_path: Path) -> None:
    cache = tmp_path / "online.json"
    video = platforms.video(VIDEO, unless_known('"v1"', oembed("A title")))
    sound = platforms.page("/one.mp3", unless_known('"s1"', Reply(body=b"x" * 10, ranges="right")))
    merged = platforms.show(tmp_path / "show", {"one": episode(links={"youtube": video}, audio=sound)})
    first = platforms.ask(merged, cache_path=cache)
    platforms.time.passed_s += timedelta(days=2).total_seconds()
    platforms.server.asked.clear()
    second = platforms.ask(merged, cache_path=cache)
    assert second.verdicts == first.verdicts
    assert platforms.server.count("/one.mp3") == 1
    tags = {asked.path: asked.headers.get("if-none-match") for asked in platforms.server.asked}
    assert (tags["/youtube/oembed"], tags["/one.mp3"]) == ('"v1"', '"s1"')
    platforms.server.asked.clear()
    platforms.ask(merged, cache_path=cache)
    assert not {"/youtube/oembed", "/one.mp3"} & {asked.path for asked in platforms.server.asked}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"[" * 100_000,
        b'{"version": 1}',
        b'{"version": 2, "verdicts": {}}',
        b'{"version": 1, "verdicts": []}',
    ],
)
def test_a_damaged_cache_is_an_empty_one(platforms: Platforms, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "online.json"
    cache.write_bytes(damage)
    merged = platforms.show(tmp_path / "show", {"one": episode(links={"web": platforms.page("/page", Reply())})})
    platforms.ask(merged, cache_path=cache)
    assert json.loads(cache.read_text())["version"] == 1
    assert platforms.server.count("/page") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"state": "great"},
        {"title": 7},
        {"checked_at": "yesterday"},
        {"checked_at": "2026-06-01T12:00:00"},
        {"checked_at": "2999-01-01T00:00:00+00:00"},
        {"delivery": {"size_bytes": "many"}},
        {"feed": {}},
        {"feed": 7},
        {"odd": 1},
    ],
)
def test_an_odd_entry_of_the_cache_is_left_out(platforms: Platforms, tmp_path: Path, change: dict[str, object]) -> None:
    cache = tmp_path / "online.json"
    merged = platforms.show(tmp_path / "show", {"one": episode(links={"web": platforms.page("/page", Reply())})})
    platforms.ask(merged, cache_path=cache)
    kept = json.loads(cache.read_text())
    kept["verdicts"] = {key: {**entry, **change} for key, entry in kept["verdicts"].items()}
    cache.write_text(json.dumps(kept))
    platforms.ask(merged, cache_path=cache)
    assert platforms.server.count("/page") == 2


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(platforms: Platforms, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    merged = platforms.show(tmp_path / "show", {"one": episode(links={"web": platforms.page("/page", Reply())})})
    answers = platforms.ask(merged, cache_path=tmp_path / "file" / "online.json")
    assert State.OK in {verdict.state for verdict in answers.verdicts.values()}


def test_answers_of_one_server_are_none_of_another(platforms: Platforms, tmp_path: Path) -> None:
    cache = tmp_path / "online.json"
    merged = platforms.show(tmp_path / "show", {"one": episode(links={"youtube": platforms.video(VIDEO, "One")})})
    platforms.ask(merged, cache_path=cache)
    with Platforms() as others:
        others.video(VIDEO, "Two")
        answers = others.ask(merged, cache_path=cache)
    assert "Two" in {verdict.title for verdict in answers.verdicts.values()}


def test_the_cache_and_the_verdicts_tell_no_secret(platforms: Platforms, tmp_path: Path) -> None:
    cache = tmp_path / "online.json"
    secret = "SECRET-123"
    platforms.page("/new", Reply(headers=PNG))
    links = {"web": platforms.page(f"/page?token={secret}", Reply(headers={"ETag": '"1"', "X-Other": secret}))}
    merged = platforms.show(tmp_path / "show", {"one": episode(links=links)})
    answers = platforms.ask(merged, cache_path=cache)
    assert secret not in cache.read_text()
    assert [secret in verdict.why + verdict.host for verdict in answers.verdicts.values()].count(True) == 0


def test_an_interrupted_run_keeps_what_it_knows(platforms: Platforms, tmp_path: Path) -> None:
    cache = tmp_path / "online.json"
    links = {f"web{number}": platforms.page(f"/{number}", Reply(body=b"x")) for number in range(8)}
    links["held"] = platforms.page("/held", Reply(hold=True))
    merged = platforms.show(tmp_path / "show", {"one": episode(links=links)})

    def interrupt(what: str, done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    answers = platforms.ask(merged, progress=interrupt, cache_path=cache)
    assert answers.is_interrupted
    assert len(answers.verdicts) >= 4
    assert answers.unasked
    assert len(json.loads(cache.read_text())["verdicts"]) >= 3


def test_what_is_gone_at_an_interrupted_first_look_is_not_known(platforms: Platforms, tmp_path: Path) -> None:
    merged = platforms.show(tmp_path, {"one": episode(links={"web": platforms.url("/gone")})})

    def interrupt(what: str, done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    answers = platforms.ask(merged, progress=interrupt)
    assert {verdict.state for verdict in answers.verdicts.values()} == {State.UNKNOWN}


def test_progress_names_the_host_at_work(platforms: Platforms, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    merged = platforms.show(tmp_path, {"one": episode(links={"web": platforms.page("/page", Reply())})})
    platforms.ask(merged, progress=lambda what, done, total: seen.append((what, done, total)))
    assert any(what == f"asking 127.0.0.1:{platforms.server.port}" for what, _, _ in seen)
    assert all(0 <= done <= total for _, done, total in seen)
    assert (5, 5) in {(done, total) for _, done, total in seen}


def test_servers_read_who_asks(platforms: Platforms, tmp_path: Path) -> None:
    merged = platforms.show(tmp_path, {"one": episode(links={"web": platforms.page("/page", Reply())})})
    platforms.ask(merged, user_agent="publish/1 (+https://example.org/)")
    assert {asked.headers["user-agent"] for asked in platforms.server.asked} == {"publish/1 (+https://example.org/)"}


def without_names(monkeypatch: pytest.MonkeyPatch, after: threading.Event | None = None) -> list[str]:
    """The names that are looked up in vain from now on, as on a machine without a network."""
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def fails(host: str, *arguments: Any, **named: Any) -> Any:
        if host == "127.0.0.1":
            return look_up(host, *arguments, **named)
        asked.append(host)
        if after is not None:
            after.wait(10)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", fails)
    return asked


def offline(platforms: Platforms, folder: Path, audio: str = "https://audio.example/1.mp3") -> MergedShow:
    """A show of many links on many hosts, with nothing on this machine."""
    links = {f"web{number}": f"https://{number % 20}.example/{number}" for number in range(200)}
    show = "link: https://home.example/\nfeed_url: https://feed.example/feed.xml\nfiles_url: https://files.example/\n"
    text = "[a](https://text.example/)\n"
    return platforms.show(folder, {"one": episode("One", links, audio=audio) + text}, show=show)


def test_without_a_network_one_note_says_so(
    platforms: Platforms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = offline(platforms, tmp_path)
    asked = without_names(monkeypatch)
    answers = platforms.ask(merged, retries=2, allow_private=False)
    (problem,) = problems_of(merged, answers)
    assert (short([problem]), problem.severity) == (["show.yaml online-no-answer"], Severity.NOTE)
    assert re.fullmatch(
        r"no host answered: is this machine online\? the name [a-z0-9.]+\.example could not be looked up, "
        r"and \d+ URLs were not asked any more; check again when it is",
        problem.message,
    )
    assert len(answers.unasked) > 150
    assert "text.example" not in asked


def test_without_a_way_out_one_note_says_so(
    platforms: Platforms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object) -> None:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    address = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [address])
    monkeypatch.setattr("socket.socket.connect", unreachable)
    merged = offline(platforms, tmp_path)
    (problem,) = problems_of(merged, platforms.ask(merged))
    assert problem.check == "online-no-answer"
    assert ".example cannot be reached, and" in problem.message


def test_one_host_that_answers_is_a_network(
    platforms: Platforms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_answered = threading.Event()

    def refuse(asked: Asked) -> Reply:
        if asked.method == "GET":  # the answer to HEAD has arrived
            has_answered.set()
        return Reply(status=403)

    merged = offline(platforms, tmp_path, audio=platforms.page("/one.mp3", refuse))
    without_names(monkeypatch, has_answered)
    answers = platforms.ask(merged)
    assert answers.silence == ""
    assert answers.unasked == ()
    assert {problem.check for problem in problems_of(merged, answers)} == {"online-unknown"}


def test_what_is_known_from_an_earlier_run_is_no_network(
    platforms: Platforms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "online.json"
    sound = platforms.page("/one.mp3", Reply(body=b"x" * 10, ranges="right", headers=MP3))
    platforms.ask(platforms.show(tmp_path / "1", {"one": episode("One", audio=sound)}), cache_path=cache)
    merged = offline(platforms, tmp_path / "2", audio=sound)
    without_names(monkeypatch)
    answers = platforms.ask(merged, cache_path=cache)
    assert State.OK in {verdict.state for verdict in answers.verdicts.values()}
    assert short(problems_of(merged, answers)) == ["show.yaml online-no-answer"]
