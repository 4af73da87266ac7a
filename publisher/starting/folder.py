"""A new show folder: which files it gets, and which of them are there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER, SHOW_FILE
from publisher.lock import LOCK_NAME
from publisher.starting.answers import Answers
from publisher.starting.filling import filled
from publisher.starting.new_files import add_lines, make_folder, write_new
from publisher.starting.show_yaml import show_yaml

EXAMPLE_FILE: Final = f"{EPISODES_FOLDER}/_example.md"
GIT_IGNORED: Final = (LOCK_NAME, ".publish-*.tmp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file or folder that was made, in the words ``done``, or that was there and stays as it is."""

    path: Path
    is_new: bool
    done: str = "new"


def start_show(folder: Path, answers: Answers | None) -> Iterator[Step]:
    """Makes what a show folder lacks, one after the other; no show.yaml where there are no answers.

    Raises WriteError.
    """
    make_folder(folder)
    show_file = folder / SHOW_FILE
    if answers:
        yield Step(path=show_file, is_new=write_new(show_file, show_yaml(answers)))
    for name in (EPISODES_FOLDER, AUDIO_FOLDER):
        yield Step(path=folder / name, is_new=make_folder(folder / name))
    example = folder / EXAMPLE_FILE
    yield Step(path=example, is_new=write_new(example, filled("_example.md")))
    yield from ignore(folder, GIT_IGNORED)


def ignore(folder: Path, lines: tuple[str, ...]) -> Iterator[Step]:
    """Has git ignore what these lines say: they are put behind those of the folder's .gitignore."""
    path = folder / ".gitignore"
    done = "has new lines" if path.exists() else "new"
    yield Step(path=path, is_new=add_lines(path, lines), done=done)
