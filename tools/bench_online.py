"""Measures a run that asks platforms: 100 episodes with 600 links, and 100 more in their texts, at 50 ms an answer.

    python tools/bench_online.py [--episodes 100] [--delay-ms 50]

Seven servers on this machine play YouTube, Spotify, Apple, Anchor, a host of recordings, the show's own website and
one of somebody else, whom the articles link to. The ideal is that of two connections a host: the requests of the
busiest one, two at a time, and nothing else. The second run has the cache of the first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from publisher.checks.online import ONLINE_CHECKS, Asked  # noqa: E402 - the project is found only now
from publisher.checks.online_mentions import mentioned  # noqa: E402
from publisher.merge.show import MergedShow  # noqa: E402
from publisher.online.asking import ask_show  # noqa: E402
from publisher.online.settings import Bases, OnlineSettings  # noqa: E402
from publisher.progress import no_progress  # noqa: E402
from tests import loopback  # noqa: E402
from tests.loopback import Loopback, Reply  # noqa: E402
from tests.platform_server import MP3, RSS, SHOW, apple_link, episode, listing, merged_of, oembed  # noqa: E402

HOSTS: Final = ("youtube", "spotify", "apple", "anchor", "recordings", "website")
OTHERS: Final = "others"  # whom the articles link to
PER_HOST: Final = 2


def main() -> None:
    """Prints what was asked and how long it took, and fails where a goal is missed."""
    parser = argparse.ArgumentParser(description="Measure a run that asks platforms.")
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--delay-ms", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, servers(options.episodes, options.delay_ms / 1000) as hosts:
        merged = show(Path(folder) / "show", hosts, options.episodes)
        settings = OnlineSettings(
            bases=Bases(
                given={name: hosts[name].base for name in HOSTS[:4]} | {"youtube_images": hosts["youtube"].base}
            ),
            allow_private=True,
            cache_path=Path(folder) / "online.json",
        )
        first_s = run(merged, settings)
        requests = Counter({name: len(server.asked) for name, server in hosts.items()})
        second_s = run(merged, settings)
        asked_again = sum(len(server.asked) for server in hosts.values()) - requests.total()
    ideal_s = ceil(max(requests.values()) / PER_HOST) * options.delay_ms / 1000
    links = options.episodes * len(HOSTS)
    print(f"{links} links of {options.episodes} episodes and those in texts: {requests.total()} requests")
    print(", ".join(f"{name} {count}" for name, count in requests.items()))
    print(f"ideal {ideal_s:.2f} s, first run {first_s:.2f} s: {first_s / ideal_s:.2f} times as long (goal: at most 3)")
    print(f"second run {second_s:.2f} s (goal: at most 1), {asked_again} requests (goal: none)")
    sys.exit(first_s > 3 * ideal_s or second_s > 1 or asked_again > 0)


def run(merged: MergedShow, settings: OnlineSettings) -> float:
    """The seconds of asking and checking."""
    started = time.perf_counter()
    asked = Asked(merged=merged, answers=ask_show(merged, settings, no_progress, mentioned(merged)))
    problems = [problem for check in ONLINE_CHECKS for problem in check.problems(asked)]
    took_s = time.perf_counter() - started
    assert not problems, problems[:3]
    return took_s


@contextmanager
def servers(count: int, delay_s: float) -> Iterator[dict[str, Loopback]]:
    """A server for each host, on which everything that the show names is there."""
    slow = partial(Reply, delay_s=delay_s)
    with ExitStack() as stack:
        hosts = {name: stack.enter_context(Loopback()) for name in (*HOSTS, OTHERS)}
        for name in ("youtube", "spotify"):
            hosts[name].routes["/oembed"] = lambda asked: replace(oembed(_shown_title(asked)), delay_s=delay_s)
        titles = {str(1000 + number): title_of(number) for number in range(count)}
        hosts["apple"].routes["/lookup"] = replace(listing(titles), delay_s=delay_s)
        for number in range(count):
            sound = slow(headers=MP3, body=b"x" * 10, ranges="right")  # 10: what the episodes say
            hosts["recordings"].routes[f"/{number}.mp3"] = sound
            hosts["anchor"].routes[f"/show/episodes/{key_of(number)}"] = slow()
            hosts["website"].routes[f"/{number}"] = hosts[OTHERS].routes[f"/{number}"] = slow()
        hosts["website"].routes |= {
            "/show/": slow(),
            "/show/feed/feed.xml": slow(headers=RSS, body=b"<rss/>"),
            "/cover.jpg": slow(headers={"Content-Type": "image/jpeg"}, body=b"x" * 10, ranges="right"),
        }
        yield hosts


def show(folder: Path, hosts: dict[str, Loopback], count: int) -> MergedShow:
    """A show whose every episode has a link to each host."""
    (folder / "episodes").mkdir(parents=True)
    described = SHOW.format(url=hosts["website"].url("/show/")).replace(
        "artwork.jpg", hosts["website"].url("/cover.jpg")
    )
    (folder / "show.yaml").write_text(described)
    names = [f"e{number:04}" for number in range(count)]
    for number, name in enumerate(names):
        links = {
            "youtube": f"https://www.youtube.com/watch?v={key_of(number):_>11}",
            "spotify": f"https://open.spotify.com/episode/{key_of(number):0>22}",
            "apple": apple_link(1000 + number),
            "anchor": f"https://anchor.fm/show/episodes/{key_of(number)}",
            "web": hosts["website"].url(f"/{number}"),
        }
        sound = hosts["recordings"].url(f"/{number}.mp3")
        article = f"See [this]({hosts[OTHERS].url(f'/{number}')}), and [that]({hosts[OTHERS].url('/0')}).\n"
        (folder / "episodes" / f"{name}.md").write_text(episode(title_of(number), links, audio=sound) + article)
    return merged_of(folder, names)


def key_of(number: int) -> str:
    """An id of Anchor's, which those of the others are made of."""
    return f"e{number:06}"


def title_of(number: int) -> str:
    """The title of an episode, on all platforms."""
    return f"Talk number {number}"


def _shown_title(asked: loopback.Asked) -> str:
    page = parse_qs(urlsplit(asked.target).query)["url"][0]
    return title_of(int(page[-6:]))


if __name__ == "__main__":
    main()
