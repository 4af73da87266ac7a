"""Everything that is wrong with a show folder: what reading it brings, what the checks find, what platforms say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from publisher.build import read_and_merge
from publisher.checks import check_folder
from publisher.checks.catalogue import catalogue
from publisher.checks.check import PROFILES, Explained
from publisher.checks.consequences import without_consequences
from publisher.checks.online import ONLINE_CHECKS, Asked
from publisher.checks.online_mentions import mentioned
from publisher.checks.settings import raised_checks, silencer, unused, weighed
from publisher.checks.transcripts import STACKED, without_stacked
from publisher.findings import of_feed
from publisher.fixes import ONLINE_DOUBTS, KnownOnline
from publisher.merge.show import MergedShow
from publisher.model import Problem
from publisher.online.answers import OnlineAnswers
from publisher.online.asking import ask_show
from publisher.online.moves import offered_url
from publisher.online.settings import OnlineSettings, bases_of, user_agent_of
from publisher.online.show_on_apple import episodes_on_apple
from publisher.online.verdict import State
from publisher.progress import Progress
from publisher.tags.outdated import outdated


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """How platforms may be asked: what of it is the user's, and not the show's, to say."""

    allow_private: bool = False
    cache_path: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def settings_for(self, merged: MergedShow) -> OnlineSettings:
        """The same with what show.yaml says. Raises PublisherError for a base URL that is none."""
        values = merged.inputs.show.values if merged.inputs else {}
        platforms = values["platforms"].value if "platforms" in values else {}
        return OnlineSettings(
            bases=bases_of(self.environment, platforms),
            user_agent=user_agent_of(merged.show.link if merged.show else "no show"),
            allow_private=self.allow_private,
            cache_path=self.cache_path,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A show, everything that is wrong with it in a stable order, and what was said online, if anybody was asked."""

    merged: MergedShow
    problems: tuple[Problem, ...]
    answers: OnlineAnswers | None = None


def check_show(
    root: Path,
    now: datetime,
    progress: Progress,
    profiles: Collection[str] = PROFILES,
    online: Online | None = None,
) -> Checked:
    """Checks the show in this folder; nothing is written there, and nobody is asked without ``online``.

    What only other profiles than ``profiles`` ask for is left out.
    """
    merged = read_and_merge(root, now, progress)
    answers = ask_show(merged, online.settings_for(merged), progress, mentioned(merged)) if online else None
    tags = tuple(outdated(merged, root))
    return Checked(merged=merged, problems=check_merged(merged, profiles, answers, tags), answers=answers)


def known_online(checked: Checked, online: Online) -> KnownOnline:
    """What was said online, and what Apple lists of the show, as far as it mends a file. One call of Apple's Lookup."""
    moved = {}
    for target, verdict in checked.answers.verdicts.items() if checked.answers else ():
        new = offered_url(target.url, verdict.moved_to) if verdict.state is State.MOVED and verdict.moved_to else None
        if new:
            moved[target.url] = new
    is_offline = checked.answers is not None and bool(checked.answers.silence)
    listed = () if is_offline else episodes_on_apple(checked.merged, online.settings_for(checked.merged))
    doubted = frozenset(one.place for one in checked.problems if one.check in ONLINE_DOUBTS)
    return KnownOnline(moved=moved, apple=listed, doubted=doubted)


def check_merged(
    merged: MergedShow,
    profiles: Collection[str] = PROFILES,
    answers: OnlineAnswers | None = None,
    more: Iterable[Problem] = (),
) -> tuple[Problem, ...]:
    """Every problem of a show that is read and merged, and ``more``, by its settings, in a stable order."""
    merging = merged.problems if STACKED in raised_checks(merged) else without_stacked(merged)
    every = [*merging, *more, *check_folder(merged), *of_feed(merged), *_of_answers(merged, answers)]
    asked = {one.id for one in ONLINE_CHECKS} if answers is None else set()
    known = catalogue()
    found = list(without_consequences(every, merged, silencer(merged, known)))
    ran = {name: one for name, one in known.items() if name not in asked}
    counted = {*weighed(found, merged, known), *unused(every, merged, ran)}
    return tuple(sorted(_asked_for(counted, profiles, known)))


def _of_answers(merged: MergedShow, answers: OnlineAnswers | None) -> Iterator[Problem]:
    if answers is not None:
        for one in ONLINE_CHECKS:
            yield from one.problems(Asked(merged=merged, answers=answers))


def _asked_for(
    problems: Iterable[Problem], profiles: Collection[str], known: Mapping[str, Explained]
) -> Iterator[Problem]:
    for problem in problems:
        explained = known.get(problem.check)
        if not explained or not explained.profiles or set(explained.profiles) & set(profiles):
            yield problem
