"""A show's links, recordings and pictures asked: each once, those that are gone twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias

from publisher.merge.show import MergedShow
from publisher.online import anchor, apple, feed, files, pages, spotify, youtube
from publisher.online.answers import OnlineAnswers
from publisher.online.cache import Cache
from publisher.online.inquiry import Inquiry, host_of
from publisher.online.settings import OnlineSettings
from publisher.online.uses import uses_of
from publisher.online.verdict import State, Target, Verdict, Way
from publisher.probe.crowd import Job, ask_all
from publisher.probe.prober import Prober, ProbeSettings
from publisher.progress import Progress

Look: TypeAlias = Callable[[str, Inquiry], Verdict]
Verdicts: TypeAlias = dict[Target, Verdict]

# Apple's links are no entries here: they are asked all together.
_LOOKS: Final[Mapping[Way, Look]] = {
    Way.YOUTUBE: youtube.look,
    Way.SPOTIFY: spotify.look,
    Way.ANCHOR: anchor.look,
    Way.PAGE: pages.look,
    Way.ENCLOSURE: files.look,
    Way.PICTURE: files.look,
    Way.FEED: feed.look,
}
_BASE_OF: Final = {Way.YOUTUBE: "youtube", Way.SPOTIFY: "spotify", Way.APPLE: "apple"}


def ask_show(merged: MergedShow, settings: OnlineSettings, progress: Progress) -> OnlineAnswers:
    """Asks every URL of the show and its published episodes, but for those of which the cache still knows.

    After Ctrl-C it gives what is known so far. A link that is gone was asked twice, the second time later.
    """
    uses = uses_of(merged)
    targets = list(dict.fromkeys(use.target for use in uses))
    cache = Cache(settings.cache_path, settings.bases, settings.clock.now())
    kept = {target: verdict for target in targets if (verdict := cache.fresh(target)) is not None}
    run = _Run(settings, cache, progress)
    is_interrupted = False
    try:
        run.ask([target for target in targets if target not in kept])
    except KeyboardInterrupt:
        is_interrupted = True
    new = run.verdicts()
    cache.keep(new)
    cache.save()
    return OnlineAnswers(uses=uses, verdicts=kept | new, is_interrupted=is_interrupted)


class _Run:
    """The looks at everything that is not known, and what came of them so far."""

    def __init__(self, settings: OnlineSettings, cache: Cache, progress: Progress) -> None:
        self._settings = settings
        self._cache = cache
        self._progress = progress
        self._lookups = apple.Lookups(settings.clock, settings.between_lookups_s)
        self._first: Verdicts = {}
        self._second: Verdicts = {}

    def ask(self, targets: Sequence[Target]) -> None:
        """Look at all of them, and again, a little later, at those that are gone."""
        if not targets:
            return
        with prober_of(self._settings) as prober:
            self._look(prober, targets, self._first, is_second=False)
            gone = [target for target, verdict in self._first.items() if verdict.state is State.GONE]
            if gone:
                self._settings.clock.wait(self._settings.second_look_after_s)
                self._look(prober, gone, self._second, is_second=True)

    def verdicts(self) -> Verdicts:
        """What is known: of what is gone the second look, and nothing for certain before it."""
        return {
            target: self._second.get(target, _unconfirmed(verdict)) if verdict.state is State.GONE else verdict
            for target, verdict in self._first.items()
        }

    def _look(self, prober: Prober, targets: Sequence[Target], into: Verdicts, *, is_second: bool) -> None:
        def progress(done: int, total: int, host: str) -> None:
            self._progress(f"asking {host}" if host else "asking", done, total)

        with closing(ask_all(prober, list(self._jobs(targets, is_second=is_second)), progress)) as results:
            for _, verdicts in results:
                into.update(verdicts)

    def _jobs(self, targets: Sequence[Target], *, is_second: bool) -> Iterator[Job[Verdicts]]:
        listed = [target for target in targets if target.way is Way.APPLE]
        if listed:
            inquiry = partial(Inquiry, settings=self._settings, is_second_look=is_second)
            host = host_of(self._settings.bases.of("apple"))
            yield Job(host=host, run=lambda prober: apple.look(listed, inquiry(prober=prober), self._lookups))
        for target in targets:
            if target.way is not Way.APPLE:
                before = None if is_second else self._cache.expired(target)
                inquiry = partial(Inquiry, settings=self._settings, before=before, is_second_look=is_second)
                yield Job(host=self._host(target), run=partial(_look_at, target, inquiry))

    def _host(self, target: Target) -> str:
        name = _BASE_OF.get(target.way)
        return host_of(self._settings.bases.of(name) if name else self._settings.bases.asked(target.url))


def _look_at(target: Target, inquiry: Callable[..., Inquiry], prober: Prober) -> Verdicts:
    return {target: _LOOKS[target.way](target.url, inquiry(prober=prober))}


def _unconfirmed(verdict: Verdict) -> Verdict:
    return replace(verdict, state=State.UNKNOWN, why="was gone at the first look, and not asked again")


def prober_of(settings: OnlineSettings) -> Prober:
    """Somebody who asks as these settings say."""
    probe_settings = ProbeSettings(
        user_agent=settings.user_agent,
        allow_private=settings.allow_private,
        link_deadline_s=settings.link_deadline_s,
        run_deadline_s=settings.run_deadline_s,
        retries=settings.retries,
    )
    clock = settings.clock
    return Prober(probe_settings, clock=clock.monotonic, sleep=clock.sleep, now=clock.now)
