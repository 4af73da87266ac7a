"""How good chapters made from the words are, on real episodes for which editors made chapters: a table.

    python tools/quality.py [CORPUS]

Nothing is trained for the rows that say nothing of it: they use the weights that come with the program, which have seen
these episodes. The rows of five-fold cross-validation are trained on four fifths, and tell of the others.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

import chapter_baselines
import train_titles
from chapter_metrics import Agreement, agreement, mean, rouge_1
from edited_episodes import EditedEpisode, laid_out, read_corpus
from train_chapters import train

from publisher.chapters.drafts.boundaries import BoundaryModel, draft_starts, model_of
from publisher.chapters.drafts.passages import Layout
from publisher.chapters.drafts.title_ranker import draft_titles
from publisher.chapters.drafts.titles import title_of_question

COUNT: Final = 16
_FOLDS: Final = 5
_HOUR_MS: Final = 3_600_000

Method: TypeAlias = Callable[[EditedEpisode], Sequence[int]]


def judged(method: Method, episodes: Sequence[EditedEpisode]) -> tuple[Agreement, float]:
    """The mean scores of a method, and the seconds that it takes for an episode."""
    began = time.perf_counter()
    found = [method(episode) for episode in episodes]
    seconds = (time.perf_counter() - began) / len(episodes)
    return mean([_agreement(episode, one) for episode, one in zip(episodes, found, strict=True)]), seconds


def folds(episodes: Sequence[EditedEpisode]) -> Iterator[tuple[list[EditedEpisode], list[EditedEpisode]]]:
    """Episodes to train on and to judge, five times; each is judged once."""
    shuffled = sorted(episodes, key=lambda episode: episode.name)
    random.Random(0).shuffle(shuffled)
    for number in range(_FOLDS):
        judge = shuffled[number::_FOLDS]
        yield [episode for episode in shuffled if episode not in judge], judge


def cross_validated(episodes: Sequence[EditedEpisode], layout: Layout) -> tuple[Agreement, float]:
    """The mean scores of models that have not seen the episodes that they are judged by."""
    rows, seconds = [], 0.0
    for known, unseen in folds(episodes):
        models = {layout: model_of(train(known, layout))}
        row, taken = judged(partial(ours, models=models), [laid_out(episode, layout) for episode in unseen])
        rows += [row] * len(unseen)
        seconds += taken * len(unseen)
    return mean(rows), seconds / len(rows)


def ours(episode: EditedEpisode, models: Mapping[Layout, BoundaryModel] | None = None) -> list[int]:
    """Sixteen boundaries, whatever the length."""
    length_ms = episode.end_ms - episode.lines[0].start_ms
    return draft_starts(episode.lines, episode.end_ms, COUNT * _HOUR_MS / length_ms, models)


def table(episodes: Sequence[EditedEpisode]) -> Iterator[str]:
    """The lines of the table, one by one as they are measured."""
    yield f"{'':44}   F1  F1±1 F1@30    Pk    WD count  s/episode"
    baselines: tuple[tuple[str, Method], ...] = (
        ("even spacing", lambda episode: chapter_baselines.even_spacing(episode, COUNT)),
        ("longest host questions, 45 s apart", lambda episode: chapter_baselines.host_questions(episode, COUNT)),
        ("TextTiling", lambda episode: chapter_baselines.text_tiling(episode, COUNT)),
        ("Dirichlet-multinomial, dynamic programming", lambda episode: chapter_baselines.dirichlet(episode, COUNT)),
        ("headers in the files", lambda episode: episode.headers),
    )
    for name, method in baselines:
        yield _row(name, *judged(method, episodes))
    for layout in Layout:
        yield _row(f"ours, {layout}", *judged(ours, [laid_out(episode, layout) for episode in episodes]))
    for layout in Layout:
        yield _row(f"five-fold cross-validation, {layout}", *cross_validated(episodes, layout))


def title_table(episodes: Sequence[EditedEpisode]) -> Iterator[str]:
    """The likeness of titles to the editors', at the editors' boundaries: a line for each way to make them."""
    yield f"{'titles':44} ROUGE-1"
    yield _title_row("first eight words of the line", episodes, first_words)
    yield _title_row("the question without what leads to it", episodes, cleaned_questions)
    yield _title_row("ours", episodes, lambda episode: draft_titles(episode.lines, episode.starts))
    rows = []
    for known, unseen in folds(episodes):
        weights = train_titles.train(known)
        rows += [likeness(one, draft_titles(one.lines, one.starts, weights)) for one in unseen]
    yield f"{'five-fold cross-validation':44} {sum(map(sum, rows)) / sum(map(len, rows)):7.3f}"


def first_words(episode: EditedEpisode) -> list[str]:
    """The first eight words of the lines at which chapters start."""
    return [" ".join(episode.lines[index].text.split()[:8]) for index in episode.starts]


def cleaned_questions(episode: EditedEpisode) -> list[str]:
    """What is asked in the lines at which chapters start."""
    return [title_of_question(episode.lines[index].text) for index in episode.starts]


def likeness(episode: EditedEpisode, titles: Sequence[str]) -> list[float]:
    """ROUGE-1 of each title against the editors'."""
    return [rouge_1(wanted, title) for (_, wanted), title in zip(episode.chapters, titles, strict=True)]


def _title_row(name: str, episodes: Sequence[EditedEpisode], titles: Callable[[EditedEpisode], list[str]]) -> str:
    values = [value for episode in episodes for value in likeness(episode, titles(episode))]
    return f"{name:44} {sum(values) / len(values):7.3f}"


def _agreement(episode: EditedEpisode, found: Sequence[int]) -> Agreement:
    return agreement(episode.lines, episode.starts, found)


def _row(name: str, row: Agreement, seconds: float) -> str:
    measures = (row.f1, row.f1_near, row.f1_30s, row.pk, row.window_diff)
    return f"{name:44} {' '.join(f'{one:5.3f}' for one in measures)} {row.count:5.1f} {seconds:10.3f}"


def main() -> None:
    """Prints the table."""
    episodes = read_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    print(f"{len(episodes)} episodes with editors' chapters, {COUNT} boundaries")
    for line in chain(table(episodes), title_table(episodes)):
        print(line)


if __name__ == "__main__":
    main()
