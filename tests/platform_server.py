"""Every platform on this machine, each below a path of its own, with a show in memory that links to them."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from publisher.checks.online import ONLINE_CHECKS, Asked
from publisher.checks.online_mentions import mentioned
from publisher.merge.episode import EpisodeInputs
from publisher.merge.show import MergedShow, ShowInputs, merge_show
from publisher.model import Problem
from publisher.online.answers import OnlineAnswers
from publisher.online.asking import ask_show
from publisher.online.settings import Bases, Clock, OnlineSettings
from publisher.online.verdict import Verdict
from publisher.progress import Progress, no_progress
from publisher.sources.audio_file import read_audio
from publisher.sources.episode_file import read_episode
from publisher.sources.people_file import read_person
from publisher.sources.picture_file import read_picture
from publisher.sources.show_file import read_show
from tests import loopback
from tests.loopback import Loopback, Reply, Route
from tests.show_folders import BASE

NOW: Final = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHOW_ID: Final = "1541710331"
PNG: Final = {"Content-Type": "image/png"}
MP3: Final = {"Content-Type": "audio/mpeg", "Accept-Ranges": "bytes"}
RSS: Final = {"Content-Type": "application/rss+xml; charset=utf-8"}


_LOOK_UP: Final = socket.getaddrinfo


SHOW: Final = """\
title: The Base Show
description: A small show that has nothing wrong with it.
author: Ada Base
language: en
url: {url}
image: artwork.jpg
category: Technology
guid: 7d1e6a0e-0e5f-5f0b-8b0e-2f6d3f6f1c11
timezone: Europe/Berlin
"""


class Time:
    """A clock that stands still, but for those who wait."""

    def __init__(self) -> None:
        self.passed_s = 0.0
        self.waits_s: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits_s.append(seconds)
        self.passed_s += seconds

    def clock(self) -> Clock:
        return Clock(
            now=lambda: NOW + timedelta(seconds=self.passed_s), monotonic=lambda: self.passed_s, sleep=self.sleep
        )


class Platforms:
    """YouTube, Spotify, Apple, Anchor and a web server for the rest; what nobody put there answers 404.

    A platform is given what it says of an id: a title, a status, or any reply (several: one after the other).
    """

    def __init__(self) -> None:
        self.server = Loopback()
        self.time = Time()
        self.strangers: list[str] = []  # hosts beyond this machine that were looked up
        self._said: dict[tuple[str, str], Route] = {}
        for platform in ("youtube", "spotify"):
            self.server.routes[f"/{platform}/oembed"] = self._oembed(platform)
        self.server.routes["/apple/lookup"] = self._lookup

    def __enter__(self) -> Self:
        self.server.__enter__()
        self._names = patch("socket.getaddrinfo", self._look_up)
        self._names.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._names.stop()
        self.server.__exit__()
        assert self.strangers == []

    def _look_up(self, host: str, *arguments: Any, **named: Any) -> Any:
        if host != "127.0.0.1":
            self.strangers.append(host)
            raise socket.gaierror(socket.EAI_AGAIN, "nobody is asked in tests")
        return _LOOK_UP(host, *arguments, **named)

    def url(self, path: str) -> str:
        """A URL on the web server."""
        return self.server.url(path)

    def video(self, video_id: str, said: str | int | Route, picture: int | Route = 404) -> str:
        """A video, and its thumbnail; gives the link to it."""
        self._said["youtube", video_id] = _oembed_route(said)
        thumbnail = (
            Reply(status=picture, headers={"Content-Type": "image/jpeg"}) if isinstance(picture, int) else picture
        )
        self.server.routes[f"/images/vi/{video_id}/hqdefault.jpg"] = thumbnail
        return f"https://www.youtube.com/watch?v={video_id}"

    def spotify(self, episode_id: str, said: str | int | Route) -> str:
        """An episode on Spotify; gives the link to it."""
        self._said["spotify", episode_id] = _oembed_route(said)
        return f"https://open.spotify.com/episode/{episode_id}"

    def apple(self, said: Route | Mapping[str, str], country: str = "us", count: int | None = None) -> None:
        """What Lookup says of the show: a reply, or the titles of its episodes by id (``count``: that Apple has)."""
        self._said["apple", country] = listing(said, count) if isinstance(said, Mapping) else said

    def page(self, path: str, route: Route) -> str:
        """Anything on the web server; gives its URL."""
        self.server.routes[path] = route
        return self.url(path)

    def anchor(self, path: str, route: Route) -> str:
        """A page of Anchor; gives the link to it."""
        self.server.routes[f"/anchor{path}"] = route
        return f"https://anchor.fm{path}"

    def show(
        self, folder: Path, episodes: Mapping[str, str], show: str = "", people: Mapping[str, str] | None = None
    ) -> MergedShow:
        """A show with these episode files by their names, and with recordings beside them if the folder has any.

        It is published on the web server, below /show/; ``show`` is what its show.yaml has from line 10 on.
        """
        for name in ("episodes", "people", "audio"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(BASE / "artwork.jpg", folder / "artwork.jpg")
        (folder / "show.yaml").write_text(SHOW.format(url=self.url("/show/")) + show)
        for kind, files in (("episodes", episodes), ("people", people or {})):
            for name, text in files.items():
                (folder / kind / f"{name}.md").write_text(text)
        return merged_of(folder, sorted(episodes), sorted(people or {}))

    def settings(self, **changes: Any) -> OnlineSettings:
        """Settings under which nothing but this server is asked, and nobody waits."""
        names = {
            "youtube": "youtube",
            "youtube_images": "images",
            "spotify": "spotify",
            "apple": "apple",
            "anchor": "anchor",
        }
        given = {name: self.url(f"/{path}") for name, path in names.items()}
        settings = OnlineSettings(bases=Bases(given=given), allow_private=True, retries=0, clock=self.time.clock())
        return replace(settings, **changes)

    def ask(self, merged: MergedShow, progress: Progress = no_progress, **changes: Any) -> OnlineAnswers:
        """What a run brings."""
        return ask_show(merged, self.settings(**changes), progress, mentioned(merged))

    def verdict(self, folder: Path, url: str, **changes: Any) -> Verdict:
        """What a run brings about one link, in a show whose other URLs do not matter."""
        answers = self.ask(self.show(folder, {"one": episode(links={"web": url})}), **changes)
        return next(verdict for target, verdict in answers.verdicts.items() if target.url == url)

    def problems(self, merged: MergedShow, **changes: Any) -> list[Problem]:
        """What the checks find after a run."""
        return problems_of(merged, self.ask(merged, **changes))

    def _oembed(self, platform: str) -> Callable[[loopback.Asked], Reply]:
        def answer(asked: loopback.Asked) -> Reply:
            parts = urlsplit(_query(asked, "url"))
            name = parse_qs(parts.query).get("v", [parts.path.rpartition("/")[2]])[0]
            return self._one(platform, name, asked)

        return answer

    def _lookup(self, asked: loopback.Asked) -> Reply:
        assert (_query(asked, "id"), _query(asked, "entity"), _query(asked, "limit")) == (
            SHOW_ID,
            "podcastEpisode",
            "200",
        )
        return self._one("apple", _query(asked, "country").lower(), asked)

    def _one(self, platform: str, name: str, asked: loopback.Asked) -> Reply:
        route = self._said.get((platform, name), Reply(status=404, body=b"Not Found"))
        if isinstance(route, Reply):
            return route
        if callable(route):
            return route(asked)
        first, *rest = route
        self._said[platform, name] = rest or first
        return first


def problems_of(merged: MergedShow, answers: OnlineAnswers) -> list[Problem]:
    """What the checks find in answers."""
    asked = Asked(merged=merged, answers=answers)
    return sorted(problem for check in ONLINE_CHECKS for problem in check.problems(asked))


def short(problems: list[Problem]) -> list[str]:
    """``episodes/one.md:4 online-gone``."""
    return [f"{problem.place} {problem.check}" for problem in problems]


def oembed(title: str, **headers: str) -> Reply:
    """A description of a page, as platforms give it."""
    described = {"type": "video", "version": "1.0", "title": title, "html": "<iframe></iframe>"}
    return Reply(headers={"Content-Type": "application/json", **headers}, body=json.dumps(described).encode())


def listing(titles: Mapping[str, str], count: int | None = None) -> Reply:
    """An answer of Lookup, in the shape in which Apple sends it."""
    show = {"wrapperType": "track", "kind": "podcast", "collectionId": int(SHOW_ID), "collectionName": "The Base Show"}
    show["trackCount"] = len(titles) if count is None else count
    rows = [
        {"wrapperType": "podcastEpisode", "kind": "podcast-episode", "trackId": int(number), "trackName": title}
        for number, title in titles.items()
    ]
    body = "\n\n\n" + json.dumps({"resultCount": len(rows) + 1, "results": [show, *rows]})
    return Reply(headers={"Content-Type": "text/javascript; charset=utf-8"}, body=body.encode())


def apple_link(number: int | str, country: str = "us/") -> str:
    """The link to an episode of the show."""
    return f"https://podcasts.apple.com/{country}podcast/a-title/id{SHOW_ID}?i={number}"


def unless_known(etag: str, reply: Reply) -> Callable[[loopback.Asked], Reply]:
    """A reply with an ETag, and 304 for those who know it."""

    def answer(asked: loopback.Asked) -> Reply:
        headers = {"ETag": etag}
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers=headers)
        return replace(reply, headers={**reply.headers, **headers})

    return answer


def episode(
    title: str = "The first one",
    links: Mapping[str, str] | None = None,
    date: str = "2026-01-05",
    audio: str = "http://127.0.0.1:9/nothing.mp3",
    more: str = "",
) -> str:
    """An episode file whose recording lies elsewhere: bytes on line 6, links from line 9 on."""
    named = "".join(f"\n  {platform}: {url}" for platform, url in (links or {}).items())
    sound = f"audio:\n  url: {audio}\n  bytes: 10\n  type: audio/mpeg"
    return f"---\ntitle: {title}\ndate: {date}\n{sound}\n{more or '# more'}\nlinks:{named or ' {}'}\n---\n"


def merged_of(folder: Path, episodes: Iterable[str], people: Iterable[str] = ()) -> MergedShow:
    """The show in a folder, read in this process."""
    described, picture = read_show(folder).value, read_picture(folder, "artwork.jpg").value
    assert described is not None
    inputs = ShowInputs(
        show=described,
        episodes=tuple(_episode_inputs(folder, name) for name in episodes),
        people=tuple(one for name in people if (one := read_person(folder, f"people/{name}.md").value)),
        pictures={"artwork.jpg": picture} if picture else {},
    )
    return merge_show(inputs, NOW)


def _episode_inputs(folder: Path, name: str) -> EpisodeInputs:
    file = read_episode(folder, f"episodes/{name}.md").value
    assert file is not None
    recording = read_audio(folder, f"audio/{name}.mp3").value if (folder / "audio" / f"{name}.mp3").exists() else None
    return EpisodeInputs(file=file, recordings=(recording,) if recording else (), transcript=None)


def _oembed_route(said: str | int | Route) -> Route:
    if isinstance(said, str):
        return oembed(said)
    return Reply(status=said, body=b"Nothing to see") if isinstance(said, int) else said


def _query(asked: loopback.Asked, name: str) -> str:
    return parse_qs(urlsplit(asked.target).query).get(name, [""])[0]
