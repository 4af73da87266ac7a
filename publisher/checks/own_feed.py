"""What is wrong with the feed that a show would become, in words for those who write show.yaml and episodes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.author_words import in_authors_words
from publisher.checks.feed import check_feed, feed_of_show
from publisher.layout import SHOW_FILE
from publisher.merge.matching import number_in_name
from publisher.model import Place, Problem, Show

# The same in words for authors, where the rule speaks of elements. What is not here can be mended as the rule says it.
_WORDS: Final = {
    "feed-author-missing": "Apple and PSP-1 ask who makes the show; write author: and the name",
    "feed-email": "Spotify writes to the owner, and this is no address; write email: under owner:",
    "feed-frequency-start": "a rule that counts needs a beginning; write start: and the day under update_frequency:",
    "feed-item-description-missing": "Apple and PSP-1 ask what it is about; write description:",
    "feed-item-image-missing": "Apple and PSP-1 advise a picture for each episode; write image: and the path of one",
    "feed-item-link-missing": (
        "Apple and PSP-1 ask for a web page of each episode; write link:, or episode_link: in show.yaml for all of them"
    ),
    "feed-transcript-missing": (
        "PSP-1 and Podcasting 2.0 advise transcripts, and no episode has one; put them into the episodes, or beside "
        "them as .vtt or .srt"
    ),
    "feed-trailer-number": "Apple takes it for the trailer of the episode with this number; delete episode:",
}
_SAID: Final = frozenset({"feed-image-suffix", "feed-podcast-https", "feed-timestamps"})
# What follows from a fault that was told where the files were read or merged, at the same file.
_FOLLOWS: Final = {
    "feed-enclosure-suffix": "audio-suffix",
    "feed-item-description-missing": "notes-unreadable",
}
_NUMBERED: Final = "feed-trailer-number"
_FEW: Final = 3


def check_own_feed(
    show: Show, content: bytes, said: Collection[str], problems: Iterable[Problem] = ()
) -> Iterator[Problem]:
    """What the rules find in ``content``, the feed of the show, but for what the checks ``said`` look for as well.

    What follows from one of ``problems``, which have been found before, is not told again.
    Each fault stands once at its line; what most episodes have stands once, in show.yaml.
    """
    told = {(problem.check, problem.place.path) for problem in problems}
    first: dict[tuple[Place, str], Problem] = {}
    for problem in check_feed(feed_of_show(show, content)):
        follows = (_FOLLOWS.get(problem.check), problem.place.path) in told
        if problem.check not in said and problem.check not in _SAID and not follows:
            first.setdefault((problem.place, problem.check), _in_words(problem))
    yield from _summed_up(first.values(), show)


def _in_words(problem: Problem) -> Problem:
    words = _WORDS.get(problem.check) or in_authors_words(problem.message, problem.about)
    if problem.check == _NUMBERED and number_in_name(PurePosixPath(problem.place.path).stem):
        where = f"{'delete episode:, and ' if problem.place.line else ''}take the number out of the name of this file"
        words = f"Apple takes it for the trailer of the episode with this number; {where}"
    return replace(problem, message=words)


def _summed_up(problems: Iterable[Problem], show: Show) -> Iterator[Problem]:
    """One problem for the show instead of one for most of its episodes: it is how the show is made, and no slip."""
    listed = list(problems)
    paths = {episode.place.path for episode in show.episodes}
    for check in dict.fromkeys(problem.check for problem in listed):
        of_it = [problem for problem in listed if problem.check == check]
        having = {problem.place.path for problem in of_it} & paths
        if len(having) < _FEW or len(having) * 2 <= len(paths):
            yield from of_it
            continue
        message = f"{len(having)} of {len(paths)} episodes: {of_it[0].message}"
        yield replace(of_it[0], place=Place(path=SHOW_FILE), message=message, about="")
        yield from (problem for problem in of_it if problem.place.path not in paths)
