"""``publish announce``: who is told of a new feed, when, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import Result

from publisher.health.announcing import await_upload, is_old_news, news
from publisher.health.memory import Memory
from publisher.online.settings import Clock
from tests.loopback import Loopback, Reply
from tests.probing import FakeTime
from tests.show_folders import BASE, build, lay_over, publish

TOKEN = "s3cret-token"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CI", raising=False)
    with Loopback({"/hub": Reply(status=204), "/podping": Reply(body=b"Success!")}) as served:
        monkeypatch.setenv("PUBLISH_PODPING_URL", served.url("/podping"))
        yield served


@pytest.fixture
def show(server: Loopback, tmp_path: Path) -> Path:
    """A show with a hub and Podping, built and uploaded."""
    folder = tmp_path / "show"
    lay_over(BASE, folder)
    with (folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(f"feed_url: {server.url('/feed.xml')}\nwebsub_hub: {server.url('/hub')}\npodping: true\n")
    assert build(folder).exit_code == 0
    upload(folder, server)
    return folder


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_PODPING_TOKEN", TOKEN)


def upload(folder: Path, server: Loopback) -> None:
    server.routes["/feed.xml"] = Reply(body=(folder / "feed" / "feed.xml").read_bytes())


def change(folder: Path) -> None:
    episode = folder / "episodes" / "one.md"
    episode.write_text(episode.read_text(encoding="utf-8").replace("The first", "Really the first"), encoding="utf-8")
    assert build(folder).exit_code == 0


def announce(folder: Path, *options: str) -> Result:
    return publish("announce", "-C", folder, "--allow-private", *options)


def told(server: Loopback) -> list[str]:
    return [asked.path for asked in server.asked if asked.path != "/feed.xml"]


@pytest.mark.usefixtures("token")
def test_hub_and_podping_are_told_once_for_each_state_of_the_feed(show: Path, server: Loopback) -> None:
    first = announce(show)
    assert (first.exit_code, first.stderr) == (0, "")
    feed, hub = server.url("/feed.xml"), server.url("/hub")
    assert first.stdout == f"Told the hub {hub} that {feed} has changed.\nTold Podping that {feed} has changed.\n"
    assert announce(show).stdout == "Nobody was told: all know of this feed (--again: tell).\n"
    assert told(server) == ["/hub", "/podping"]
    change(show)
    upload(show, server)
    announce(show)
    assert told(server) == ["/hub", "/podping"] * 2
    announce(show, "--again")
    assert told(server) == ["/hub", "/podping"] * 3


@pytest.mark.usefixtures("token")
def test_both_are_asked_in_the_way_that_they_want(show: Path, server: Loopback) -> None:
    announce(show)
    hub, podping = (asked for asked in server.asked if asked.path != "/feed.xml")
    assert (hub.method, hub.headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert parse_qs(hub.body.decode()) == {"hub.mode": ["publish"], "hub.url": [server.url("/feed.xml")]}
    assert (podping.method, podping.headers["authorization"]) == ("GET", TOKEN)
    query = parse_qs(podping.target.partition("?")[2])
    assert query == {"url": [server.url("/feed.xml")], "reason": ["update"], "medium": ["podcast"]}


@pytest.mark.usefixtures("token")
def test_nobody_is_told_before_the_upload(show: Path, server: Loopback) -> None:
    change(show)
    result = announce(show)
    where = server.url("/feed.xml")
    assert result.stderr == (
        f"publish: nobody was told: {where} is not the feed that was built; upload feed/, and run this again\n"
    )
    assert (result.exit_code, told(server)) == (0, [])


@pytest.mark.usefixtures("token")
def test_who_could_not_be_told_is_told_the_next_time(show: Path, server: Loopback) -> None:
    server.routes["/hub"] = [Reply(status=500), Reply(status=204)]
    server.routes["/podping"] = Reply(status=401)
    first = announce(show)
    assert first.exit_code == 0
    assert first.stderr == (
        f"publish: the hub {server.url('/hub')} could not be told: answers 500 Internal Server Error\n"
        "publish: Podping could not be told: answers 401 Unauthorized\n"
    )
    server.routes["/podping"] = Reply()
    assert announce(show).stderr == ""
    assert TOKEN not in first.output
    assert announce(show).stdout.startswith("Nobody was told: all know")


@pytest.mark.usefixtures("token")
def test_a_hub_that_redirects_is_not_followed(show: Path, server: Loopback) -> None:
    server.routes["/hub"] = Reply(status=308, headers={"Location": "/other"})
    assert "could not be told: it redirects, which is not followed; write the address" in announce(show).stderr
    assert server.count("/other") == 0


@pytest.mark.parametrize(
    ("token", "why"),
    [("", "wants your token in PUBLISH_PODPING_TOKEN"), ("s3cret\N{EN DASH}x", "holds characters that no token has")],
)
def test_podping_without_a_token_is_wrong_usage(
    show: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch, token: str, why: str
) -> None:
    monkeypatch.setenv("PUBLISH_PODPING_TOKEN", token)
    result = announce(show)
    assert (result.exit_code, why in result.stderr, "s3cret" in result.output) == (2, True, False)
    assert server.asked == []


def test_a_show_that_tells_nobody(tmp_path: Path) -> None:
    lay_over(BASE, tmp_path)
    assert announce(tmp_path).stderr == "publish: there is no feed/feed.xml that could be read; run publish build\n"
    build(tmp_path)
    result = announce(tmp_path)
    assert (result.exit_code, result.stdout.startswith("Nobody is to be told: ")) == (0, True)


def test_it_waits_for_the_upload_and_asks_seldom(show: Path, server: Loopback) -> None:
    change(show)
    new = (show / "feed" / "feed.xml").read_bytes()
    old = Reply(body=b"<rss><channel/></rss>", headers={"ETag": '"1"'})
    server.routes["/feed.xml"] = [old, Reply(status=304), Reply(status=304), Reply(body=new)]
    time, built = FakeTime(), news(show)
    assert built is not None
    clock = Clock(monotonic=time.clock, sleep=time.sleep)
    assert await_upload(built, clock, wait_s=300, allow_private=True).is_the_built_one
    assert time.naps == [5, 10, 20]
    asked = [one.headers.get("if-none-match") for one in server.asked]
    assert asked == [None, '"1"', '"1"', '"1"']


def test_it_waits_no_longer_than_it_may(show: Path, server: Loopback) -> None:
    server.routes["/feed.xml"] = Reply(status=404)
    time, built = FakeTime(), news(show)
    assert built is not None
    found = await_upload(built, Clock(monotonic=time.clock, sleep=time.sleep), wait_s=12, allow_private=True)
    assert (found.fault, time.naps) == ("answers 404 Not Found", [5, 7])


def test_a_machine_that_forgets_tells_only_of_what_is_new(show: Path) -> None:
    built = news(show)
    assert built is not None
    assert built.feed.changed_at == datetime(2026, 1, 4, 23, tzinfo=UTC)
    soon, late = datetime(2026, 1, 4, 23, 50, tzinfo=UTC), datetime(2026, 1, 5, 0, 10, tzinfo=UTC)
    known = Memory(announced={"the hub": "of an older feed"})
    assert [
        is_old_news(built, Memory(), {"CI": "true"}, soon),
        is_old_news(built, Memory(), {"CI": "true"}, late),
        is_old_news(built, known, {"CI": "true"}, late),
        is_old_news(built, Memory(), {}, late),
    ] == [False, True, False, False]


@pytest.mark.usefixtures("token")
def test_in_ci_an_old_feed_is_not_told_of_again(show: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert announce(show).stdout.startswith("Nobody was told: the feed changed more than an hour ago")
    assert server.asked == []


@pytest.mark.usefixtures("token")
def test_the_token_goes_to_no_other_server(show: Path, server: Loopback) -> None:
    with Loopback({"/": Reply()}) as other:
        server.routes["/podping"] = Reply(status=307, headers={"Location": other.url("/")})
        announce(show)
    assert [asked.headers.get("authorization") for asked in other.asked] == [None]
