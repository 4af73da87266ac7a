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
from publisher.online.uses import Use, uses_of
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
_ENOUGH_SILENT_HOSTS: Final = 3  # as long as no other has answered: it is the network that is missing
_BASE_OF: Final = {Way.YOUTUBE: "youtube", Way.SPOTIFY: "spotify", Way.APPLE: "apple"}


def ask_show(
    merged: MergedShow, settings: OnlineSettings, progress: Progress, mentioned: Sequence[Use] = ()
) -> OnlineAnswers:
    """Asks every URL of the show and its published episodes, but for those of which the cache still knows.

    ``mentioned`` are the links in texts: they may be many, and of many hosts, so the time that is left is theirs.
    After Ctrl-C it gives what is known so far. A link that is gone was asked twice, the second time later. Where
    nobody answers, it ends after a few hosts.
    """
    own = uses_of(merged)
    uses = (*own, *_as_asked(mentioned, own))
    cache = Cache(settings.cache_path, settings.bases, settings.clock.now())
    kept = {use.target: verdict for use in uses if (verdict := cache.fresh(use.target)) is not None}
    first = dict.fromkeys(use.target for use in own if use.target not in kept)
    then = dict.fromkeys(use.target for use in uses if use.target not in kept and use.target not in first)
    run = _Run(settings, cache, progress)
    is_interrupted = False
    try:
        run.ask([list(first), list(then)])
    except KeyboardInterrupt:
        is_interrupted = True
    new = run.verdicts()
    cache.keep(new)
    cache.save()
    return OnlineAnswers(uses=uses, verdicts=kept | new, is_interrupted=is_interrupted, silence=run.silence)


def _as_asked(mentioned: Sequence[Use], own: Sequence[Use]) -> Iterator[Use]:
    """The same uses; a URL that is a recording or a feed as well is asked as that, and once."""
    targets = {use.target.url: use.target for use in own}
    for use in mentioned:
        yield replace(use, target=targets.get(use.target.url, use.target))


class _Run:
    """The looks at everything that is not known, and what came of them so far."""

    def __init__(self, settings: OnlineSettings, cache: Cache, progress: Progress) -> None:
        self._settings = settings
        self._cache = cache
        self._progress = progress
        self._lookups = apple.Lookups(settings.clock, settings.between_lookups_s)
        self._first: Verdicts = {}
        self._second: Verdicts = {}
        self.silence = ""  # why nothing was heard of any host

    def ask(self, rounds: Sequence[Sequence[Target]]) -> None:
        """Look at all of them, one round after the other, and again, a little later, at those that are gone."""
        if not any(rounds):
            return
        with prober_of(self._settings) as prober:
            self._look(prober, rounds, self._first, is_second=False)
            gone = [target for target, verdict in self._first.items() if verdict.state is State.GONE]
            if gone:
                self._settings.clock.wait(self._settings.second_look_after_s)
                self._look(prober, [gone], self._second, is_second=True)
            if _is_cut_off(prober):
                self.silence = next(iter(prober.silence.values()))

    def verdicts(self) -> Verdicts:
        """What is known: of what is gone the second look, and nothing for certain before it."""
        return {
            target: self._second.get(target, _unconfirmed(verdict)) if verdict.state is State.GONE else verdict
            for target, verdict in self._first.items()
        }

    def _look(self, prober: Prober, rounds: Sequence[Sequence[Target]], into: Verdicts, *, is_second: bool) -> None:
        """Look at these, until enough hosts were tried in vain."""
        jobs = [list(self._jobs(targets, is_second=is_second)) for targets in rounds]
        in_all = sum(map(len, jobs))
        done_before = 0

        def progress(done: int, total: int, host: str) -> None:  # noqa: ARG001 - of this round alone
            self._progress(f"asking {host}" if host else "asking", done_before + done, in_all)
            if _is_cut_off(prober):
                prober.stop()

        for some in jobs:
            with closing(ask_all(prober, some, progress)) as results:
                for _, verdicts in results:
                    if _is_cut_off(prober):
                        return
                    into.update(verdicts)
            done_before += len(some)

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


def _is_cut_off(prober: Prober) -> bool:
    return len(prober.silence) >= _ENOUGH_SILENT_HOSTS


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
