"""What ``publish announce`` does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from publisher.cli.shared import cache_folder, fail, moment_of, print_text, require_show, say, watched
from publisher.health.announcing import Listener, News, await_upload, is_old_news, listeners, news, untold
from publisher.health.memory import memory_path, recall, remember
from publisher.layout import FEED_PATH
from publisher.online.settings import Clock


def run(folder: Path, *, wait_s: float, again: bool, allow_private: bool) -> None:
    """Tells whoever is to be told; nothing that others do fails the run."""
    require_show(folder)
    built = news(folder)
    if built is None:
        fail(f"there is no {FEED_PATH} that could be read; run publish build")
    path = memory_path(cache_folder(), folder)
    found = _to_tell(built, path, again=again)
    if found and _is_uploaded(built, wait_s=wait_s, allow_private=allow_private):
        _tell(built, found, path, allow_private=allow_private)


def _to_tell(built: News, path: Path, *, again: bool) -> tuple[Listener, ...]:
    found, known = watched(lambda _: listeners(built.feed, os.environ)), recall(path)
    if not found:
        print_text("Nobody is to be told: the feed names no hub (websub_hub), and does not use Podping (podping).")
        return ()
    if again:
        return found
    if is_old_news(built, known, os.environ, moment_of(None)):
        print_text("Nobody was told: the feed changed more than an hour ago, and this machine is new (--again: tell).")
        return ()
    missing = untold(built, found, known)
    if not missing:
        print_text("Nobody was told: all know of this feed (--again: tell).")
    return missing


def _is_uploaded(built: News, *, wait_s: float, allow_private: bool) -> bool:
    published = watched(lambda _: await_upload(built, Clock(), wait_s=wait_s, allow_private=allow_private))
    if not published.is_the_built_one:
        what = f"cannot be read ({published.fault})" if published.fault else "is not the feed that was built"
        say(f"nobody was told: {published.url} {what}; upload feed/, and run this again")
    return published.is_the_built_one


def _tell(built: News, found: Sequence[Listener], path: Path, *, allow_private: bool) -> None:
    for listener in found:
        fault = listener.tell(built.feed, allow_private=allow_private)
        if fault:
            say(f"{listener.name} could not be told: {fault}")
            continue
        print_text(f"Told {listener.name} that {built.feed.feed_url} has changed.")
        known = recall(path)
        remember(path, replace(known, announced={**known.announced, listener.name: built.built.sha256}))
