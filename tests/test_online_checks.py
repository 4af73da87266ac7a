"""What `publish check --online` says, at which line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from publisher.model import Problem, Severity
from tests.loopback import Reply, redirect
from tests.platform_server import MP3, PNG, RSS, Platforms, apple_link, episode, short
from tests.show_folders import BASE

VIDEO, OTHER_VIDEO = "0Gqx1LtqRZU", "346N_pCtYZU"
SPOTIFY = "3LhBOO1UANCGbOwkntZt4j"
SOUND: Final = Reply(body=b"0123456789", headers=MP3, ranges="right")
ARTWORK: Final = Reply(body=b"0123456789", headers={"Content-Type": "image/jpeg"}, ranges="right")
FEED: Final = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel/></rss>'
PAGE: Final = Reply(headers={"Content-Type": "text/html; charset=utf-8"}, body=b"<html></html>", ranges="right")


@pytest.fixture
def platforms() -> Iterator[Platforms]:
    """All platforms, and a web server on which the show's page, artwork and feed are as they should be."""
    with Platforms() as served:
        served.page("/show/", PAGE)
        served.page("/show/feed/feed.xml", Reply(headers=RSS, body=FEED))
        served.page("/one.mp3", SOUND)
        served.server.routes["/show/artwork"] = ARTWORK
        yield served


def checked(platforms: Platforms, folder: Path, episodes: dict[str, str], **options: object) -> list[Problem]:
    """The problems of a show whose artwork is there."""
    merged = platforms.show(folder, episodes, **options)  # type: ignore[arg-type]
    assert merged.show is not None
    path = merged.show.picture.url.removeprefix(platforms.url(""))
    platforms.server.routes[path] = platforms.server.routes["/show/artwork"]
    return platforms.problems(merged)


def one(platforms: Platforms, links: dict[str, str] | None = None, sound: str = "/one.mp3", **more: str) -> str:
    return episode(links=links, audio=platforms.url(sound), **more)


def test_a_show_that_is_as_it_should_be(platforms: Platforms, tmp_path: Path) -> None:
    platforms.apple({"1002": "The first one - Ada Base"})
    links = {
        "youtube": platforms.video(VIDEO, "The First One | The Base Show"),
        "spotify": platforms.spotify(SPOTIFY, "1. The first one"),
        "apple": apple_link(1002),
        "anchor": platforms.anchor("/base/episodes/The-first-one-e1eq73v", PAGE),
        "web": platforms.page("/page", PAGE),
        "short": "https://youtu.be/" + VIDEO,
    }
    assert checked(platforms, tmp_path, {"one": one(platforms, links)}) == []


def test_links_that_are_gone(platforms: Platforms, tmp_path: Path) -> None:
    links = {
        "youtube": platforms.video(VIDEO, 404),
        "spotify": platforms.spotify(SPOTIFY, 404),
        "anchor": "https://anchor.fm/base/episodes/The-first-one-e1eq73v",
        "web": platforms.url("/gone"),
        "back": platforms.page("/back", [Reply(status=404), Reply(status=404), Reply()]),
    }
    problems = checked(platforms, tmp_path, {"one": one(platforms, links)})
    assert short(problems) == [f"episodes/one.md:{line} online-gone" for line in (10, 11, 12, 13)]
    assert {problem.severity for problem in problems} == {Severity.ERROR}
    assert [problem.about for problem in problems] == list(links.values())[:4]
    assert problems[3].message == (
        f"links.web: '{links['web']}' leads nowhere (127.0.0.1:{platforms.server.port} answers 404 Not Found); "
        "write the right one, or delete it"
    )


def test_what_would_bring_a_deleted_link_back_is_said(platforms: Platforms, tmp_path: Path) -> None:
    videos = [VIDEO, *(f"0Gqx1LtqR{number}" for number in range(11, 16))]
    links = [platforms.video(video, 404 if video == VIDEO else "The first one") for video in videos]
    episodes = {
        video: one(platforms, {"youtube": link}, more=f"ids: {{youtube: {video}}}")
        for video, link in zip(videos, links, strict=True)
    }
    problems = [problem for problem in checked(platforms, tmp_path, episodes) if problem.check == "online-gone"]
    assert [problem.message.partition("; ")[2] for problem in problems] == [
        "write the right one, or delete it with its id, and turn platform-missing off for it under checks: in show.yaml"
    ]


def test_one_dead_link_in_two_episodes_is_found_in_both_after_two_looks(platforms: Platforms, tmp_path: Path) -> None:
    links = {"web": platforms.url("/gone")}
    problems = checked(platforms, tmp_path, {"one": one(platforms, links), "two": one(platforms, links)})
    assert short(problems) == ["episodes/one.md:10 online-gone", "episodes/two.md:10 online-gone"]
    assert platforms.server.count("/gone", "HEAD") == platforms.server.count("/gone", "GET") == 2


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503, 504])
def test_bad_moments_are_one_note_for_each_host(platforms: Platforms, tmp_path: Path, status: int) -> None:
    busy = Reply(status=status)
    platforms.apple(busy)
    platforms.apple(busy, "gb")
    links = {
        "spotify": platforms.spotify(SPOTIFY, busy),
        "apple": apple_link(1001),
        **{f"web{number}": platforms.page(f"/{number}", busy) for number in range(6)},
        "slow": platforms.page("/reset", Reply(reset=True)),
        "lying": platforms.page("/lying", Reply(raw=b"hello")),
    }
    problems = checked(platforms, tmp_path, {"one": one(platforms, links)})
    assert [(problem.check, problem.severity) for problem in problems] == [("online-unknown", Severity.NOTE)]
    assert "nothing is known of 10 URLs at 127.0.0.1:" in problems[0].message


def test_what_youtube_keeps_to_itself_is_a_note(platforms: Platforms, tmp_path: Path) -> None:
    links = {"youtube": platforms.video(VIDEO, 401, 200), "other": platforms.video(OTHER_VIDEO, 403, ARTWORK)}
    problems = checked(platforms, tmp_path, {"one": one(platforms, links)})
    assert short(problems) == ["episodes/one.md:10 online-embedding", "episodes/one.md:11 online-private"]
    assert {problem.severity for problem in problems} == {Severity.NOTE}


def test_permanent_redirects_are_offered(platforms: Platforms, tmp_path: Path) -> None:
    platforms.page("/new", PAGE)
    platforms.page("/login", PAGE)
    links = {
        "web": platforms.page("/old", redirect("/new", 301)),
        "later": platforms.page("/later", redirect("/new", 302)),
        "door": platforms.page("/members", redirect("/login", 301)),
        "front": platforms.page("/article", redirect("/", 308)),
        "key": platforms.page("/file", redirect("/new?token=SECRET-123", 301)),
        "home": platforms.page("/", PAGE),
    }
    problems = checked(platforms, tmp_path, {"one": one(platforms, links)})
    assert [f"{problem.place.line} {problem.check}" for problem in problems] == ["10 online-moved", "13 online-moved"]
    assert problems[0].message.endswith(f"has moved for good; write {platforms.url('/new')}")
    assert "only leads to the front page" in problems[1].message


def test_another_episode_behind_a_link(platforms: Platforms, tmp_path: Path) -> None:
    platforms.apple({"1001": "Data Mesh 101 - Zhamak Dehghani", "1002": "The Rise of MLOps - Theofilos"})
    mesh, rise = (
        platforms.video(VIDEO, "Data Mesh 101 - Zhamak Dehghani"),
        platforms.video(OTHER_VIDEO, "The Rise of MLOps"),
    )
    problems = checked(
        platforms,
        tmp_path,
        {
            "mesh": one(platforms, {"youtube": rise, "apple": apple_link(1001)}, title="Data Mesh 101"),
            "rise": one(platforms, {"youtube": mesh, "apple": apple_link(1002)}, title="The Rise of MLOps"),
            "other": one(platforms, {"apple": apple_link(1002)}, title="Becoming a Product Manager", date="2026-09-01"),
        },
    )
    assert short(problems) == ["episodes/mesh.md:10 online-wrong-episode", "episodes/rise.md:10 online-wrong-episode"]
    assert problems[0].message == (
        "links.youtube: YouTube has 'The Rise of MLOps' there, which is episodes/rise.md; link this episode's own"
    )
    assert problems[0].severity is Severity.ERROR


def test_a_title_of_nobody_is_a_note_unless_all_are_like_that(platforms: Platforms, tmp_path: Path) -> None:
    words = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")
    shown = {word: platforms.video(f"{word:_<11}", f"All about {word}") for word in words}
    episodes = {word: one(platforms, {"youtube": link}, title=f"All about {word}") for word, link in shown.items()}
    platforms.video("zeta_______", "My cat in the garden")
    assert short(checked(platforms, tmp_path / "1", episodes)) == ["episodes/zeta.md:10 online-title"]
    for word in words:
        platforms.video(f"{word:_<11}", f"You will not believe what {len(word)}{word[:2]} did")
    assert checked(platforms, tmp_path / "2", episodes) == []


@pytest.mark.parametrize(
    ("reply", "checks"),
    [
        (SOUND, []),
        (replace(SOUND, headers={"Content-Type": "audio/mp3"}), []),
        (replace(SOUND, takes_head=False), ["online-head"]),
        (replace(SOUND, ranges="ignored"), ["online-ranges"]),
        (replace(SOUND, ranges="wrong"), ["online-ranges"]),
        (replace(SOUND, endless=True, ranges="ignored"), ["online-ranges"]),
        (replace(SOUND, headers={"Content-Type": "application/octet-stream"}), ["online-enclosure-type"]),
        (replace(SOUND, headers={}), ["online-enclosure-type"]),
        (PAGE, ["online-enclosure-type"]),
        (replace(SOUND, body=b"01234567890"), ["online-enclosure-length"]),
        (replace(SOUND, body=b"", ranges="ignored"), ["online-enclosure-length", "online-ranges"]),
        (redirect("/moved.mp3", 302), []),
        (redirect("/moved.mp3", 301), ["online-moved"]),
        (Reply(status=404), ["online-gone"]),
        (Reply(status=410), ["online-gone"]),
        (Reply(status=403), ["online-unknown"]),
        (Reply(status=503), ["online-unknown"]),
        (Reply(reset=True), ["online-unknown"]),
    ],
)
def test_recordings(platforms: Platforms, tmp_path: Path, reply: Reply, checks: list[str]) -> None:
    platforms.page("/moved.mp3", SOUND)
    platforms.page("/one.mp3", reply)
    problems = checked(platforms, tmp_path, {"one": one(platforms)})
    assert [problem.check for problem in problems] == checks
    assert {problem.place.line for problem in problems} <= {5}


def test_an_empty_recording(platforms: Platforms, tmp_path: Path) -> None:
    empty = Reply(headers=MP3)
    platforms.page("/one.mp3", lambda asked: empty if asked.method == "HEAD" else Reply(status=416))
    assert short(checked(platforms, tmp_path, {"one": one(platforms)})) == ["episodes/one.md:5 online-enclosure-length"]


def test_a_head_that_lies(platforms: Platforms, tmp_path: Path) -> None:
    lie = Reply(headers={"Content-Type": "text/plain"}, body=b"")
    platforms.page("/one.mp3", lambda asked: lie if asked.method == "HEAD" else SOUND)
    assert short(checked(platforms, tmp_path, {"one": one(platforms)})) == ["episodes/one.md:5 online-head"]


def test_what_a_server_does_with_all_files_is_said_once(platforms: Platforms, tmp_path: Path) -> None:
    plain = replace(SOUND, ranges="ignored", takes_head=False)
    episodes = {
        f"e{number}": one(platforms, sound=platforms.page(f"/{number}.mp3", plain)[-6:]) for number in range(1, 6)
    }
    problems = checked(platforms, tmp_path, episodes)
    assert short(problems) == ["episodes/e1.md:5 online-head", "episodes/e1.md:5 online-ranges"]
    assert "5 files" in problems[0].message


def test_other_recordings_and_trailers(platforms: Platforms, tmp_path: Path) -> None:
    more = f"alternate:\n- url: {platforms.page('/one.opus', SOUND)}\n  type: audio/opus"
    show = f"trailer:\n- title: Soon\n  url: {platforms.url('/trailer.mp3')}\n  date: 2026-01-01\n"
    problems = checked(platforms, tmp_path, {"one": one(platforms, more=more)}, show=show)
    assert short(problems) == ["episodes/one.md:9 online-enclosure-type", "show.yaml:12 online-gone"]


@pytest.mark.parametrize(
    ("reply", "checks"),
    [
        (ARTWORK, []),
        (replace(ARTWORK, headers=PNG), []),
        (replace(ARTWORK, headers={"Content-Type": "image/webp"}), ["online-picture-type"]),
        (PAGE, ["online-picture-type"]),
        (replace(ARTWORK, ranges="ignored"), ["online-ranges"]),
        (replace(ARTWORK, takes_head=False), ["online-head"]),
        (Reply(status=404), ["online-gone"]),
    ],
)
def test_artwork(platforms: Platforms, tmp_path: Path, reply: Reply, checks: list[str]) -> None:
    image = f"image: {platforms.page('/cover.jpg', reply)}"
    problems = checked(platforms, tmp_path, {"one": one(platforms, more=image)})
    assert short(problems) == [f"episodes/one.md:8 {check}" for check in checks]


@pytest.mark.parametrize(
    ("reply", "checks"),
    [
        (Reply(headers=RSS, body=FEED), []),
        (Reply(headers={"Content-Type": "text/xml"}, body=b"\xef\xbb\xbf" + FEED), []),
        (
            Reply(
                headers={"Content-Type": "application/atom+xml"}, body=b'<feed xmlns="http://www.w3.org/2005/Atom"/>'
            ),
            [],
        ),
        (Reply(headers={"Content-Type": "text/html"}, body=FEED), ["online-feed"]),
        (Reply(headers=RSS, body=b"<html>rss</html>"), ["online-feed"]),
        (Reply(headers=RSS, body=b""), ["online-feed"]),
        (PAGE, ["online-feed"]),
        (redirect("/feed", 301), ["online-moved"]),
        (redirect("/feed", 302), []),
        (Reply(status=404), ["online-gone"]),
        (Reply(status=500), ["online-unknown"]),
    ],
)
def test_the_feed(platforms: Platforms, tmp_path: Path, reply: Reply, checks: list[str]) -> None:
    platforms.page("/feed", Reply(headers=RSS, body=FEED))
    show = f"feed_url: {platforms.page('/my-feed', reply)}\n"
    problems = checked(platforms, tmp_path, {"one": one(platforms)}, show=show)
    assert short(problems) == [f"show.yaml:10 {check}" for check in checks]


def test_a_new_recording_of_which_the_feed_knows_nothing_yet(platforms: Platforms, tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir(parents=True)
    for name in ("one", "two"):
        shutil.copyfile(BASE / "audio" / "one.mp3", tmp_path / "audio" / f"{name}.mp3")
    named = f'<rss><channel><item><enclosure url="{platforms.url("/show/audio/one.mp3")}"/></item></channel></rss>'
    platforms.page("/show/feed/feed.xml", Reply(headers=RSS, body=named.encode()))
    files = {name: f"---\ntitle: {name}\ndate: 2026-01-05\n---\n" for name in ("one", "two")}
    problems = checked(platforms, tmp_path, files)
    assert short(problems) == ["audio/one.mp3 online-gone", "audio/two.mp3 online-not-yet"]
    assert problems[1].severity is Severity.NOTE


def test_a_page_of_which_the_feed_knows_nothing_yet(platforms: Platforms, tmp_path: Path) -> None:
    named = f"<rss><channel><item><link><![CDATA[{platforms.url('/e/one')}]]></link></item></channel></rss>"
    platforms.page("/show/feed/feed.xml", Reply(headers=RSS, body=named.encode()))
    show = f"episode_link: {platforms.url('/e/{slug}')}\n"
    problems = checked(platforms, tmp_path, {"one": one(platforms), "two": one(platforms)}, show=show)
    assert short(problems) == ["show.yaml:10 online-gone", "show.yaml:10 online-not-yet"]


def test_a_folder_without_a_page_is_no_error(platforms: Platforms, tmp_path: Path) -> None:
    platforms.page("/show/", Reply(status=404))
    (problem,) = checked(platforms, tmp_path / "1", {"one": one(platforms)})
    assert (short([problem]), problem.severity) == (["show.yaml:5 online-home-gone"], Severity.WARNING)
    assert problem.about == platforms.url("/show/")
    assert problem.message.endswith("answers 404 Not Found); write link: and your home page")
    platforms.page("/show/", redirect("/show/index.html", 301))
    platforms.page("/show/index.html", PAGE)
    assert checked(platforms, tmp_path / "2", {"one": one(platforms)}) == []


def test_a_folder_is_not_asked_where_the_show_has_a_page(platforms: Platforms, tmp_path: Path) -> None:
    platforms.page("/show/", Reply(status=404))
    home = f"link: {platforms.page('/home', PAGE)}\n"
    assert checked(platforms, tmp_path / "1", {"one": one(platforms)}, show=home) == []
    assert platforms.server.count("/show/") == 0
    platforms.page("/home", Reply(status=404))
    problems = checked(platforms, tmp_path / "2", {"one": one(platforms)}, show=home)
    assert short(problems) == ["show.yaml:10 online-gone"]


def test_people(platforms: Platforms, tmp_path: Path) -> None:
    picture, page = platforms.url("/ada.webp"), platforms.url("/ada")
    person = f"---\ntitle: Ada Lovelace\nlinkedin: ada\npicture: {picture}\nweb: {page}\n---\n"
    platforms.page("/ada.webp", Reply(headers={"Content-Type": "image/webp"}))
    files = {name: one(platforms, more="guests: [ada]") for name in ("one", "two")}
    problems = checked(platforms, tmp_path, files, people={"ada": person})
    assert [(str(problem), problem.severity) for problem in problems] == [
        (
            f"people/ada.md:5: warning: '{platforms.url('/ada')}' leads nowhere (127.0.0.1:{platforms.server.port} "
            "answers 404 Not Found); write another one, or delete the line [online-person-gone]",
            Severity.WARNING,
        )
    ]


def test_no_secret_is_told(platforms: Platforms, tmp_path: Path) -> None:
    secret = "SECRET-123"
    links = {
        "gone": platforms.url(f"/gone?token={secret}"),
        "busy": platforms.page(f"/busy?api_key={secret}", Reply(status=429, reason=secret, headers={"X": secret})),
        "moved": platforms.page(f"/moved?sig={secret}", redirect(f"/gone?sig={secret}", 301)),
    }
    problems = checked(platforms, tmp_path, {"one": one(platforms, links)})
    assert len(problems) == 3
    assert not [problem for problem in problems if secret in problem.message]
