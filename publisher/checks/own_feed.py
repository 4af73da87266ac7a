"""What is wrong with the feed that a show would become, in words for those who write show.yaml and episodes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from publisher.checks.feed import check_feed, feed_of_show
from publisher.layout import SHOW_FILE
from publisher.model import Place, Problem, Show

# What to write, where the rule tells of elements. What is not here can be mended as the rule says it.
_REMEDIES: Final = {
    "feed-author-missing": "write author: and the name",
    "feed-email": "write the address under owner:",
    "feed-frequency-start": "write start: and the day under update_frequency:",
    "feed-item-description-missing": "write description: and what it is about",
    "feed-item-image-missing": "write image: and the path of a picture",
    "feed-item-link-missing": "write link: and the address of its page, or episode_link: in show.yaml for all of them",
    "feed-transcript-missing": "put one into the episode, or beside it as .vtt or .srt",
    "feed-trailer-number": "delete episode:",
}
# What checks of the show say at the very line: picture-kind, link-http and url-http.
_SAID: Final = frozenset({"feed-image-suffix", "feed-podcast-https"})
_FEW: Final = 3


def check_own_feed(show: Show, content: bytes, said: Collection[str]) -> Iterator[Problem]:
    """What the rules find in ``content``, the feed of the show, but for what the checks ``said`` look for as well.

    Each fault stands once at its line; what most episodes have stands once, in show.yaml.
    """
    first: dict[tuple[Place, str], Problem] = {}
    for problem in check_feed(feed_of_show(show, content)):
        if problem.check not in said and problem.check not in _SAID:
            first.setdefault((problem.place, problem.check), _in_words(problem))
    yield from _summed_up(first.values(), show)


def _in_words(problem: Problem) -> Problem:
    remedy = _REMEDIES.get(problem.check)
    return replace(problem, message=f"{problem.message.partition('; ')[0]}; {remedy}") if remedy else problem


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
