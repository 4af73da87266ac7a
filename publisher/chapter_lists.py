"""What `publish chapters` gives: the chapters of episodes of a show, and of files without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publisher.clock import format_seconds, format_time
from publisher.errors import PublisherError, UnreadableFile
from publisher.explain import find_episode, is_at_fault
from publisher.layout import EPISODES_FOLDER, SHOW_FILE
from publisher.lone_file import LoneFile, parse_lone, read_lone
from publisher.merge.episode import MergedEpisode
from publisher.merge.matching import AUDIO_SUFFIXES
from publisher.merge.show import MergedShow
from publisher.model import Chapter, Problem
from publisher.outputs.chapter_formats import FORMATS, ChapterList, Format, chapter_list_of
from publisher.sources.folder import Read, decode
from publisher.sources.front_matter_edit import EditError, with_key
from publisher.staging import Staging, sync_folders
from publisher.workers import Outcome, Workers

STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The chapters that belong to one name; ``failure`` says why there are none to be had."""

    name: str
    chapters: ChapterList
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    is_unknown: bool = False  # there is nothing of this name
    episode_file: Path | None = None  # where they can be written to

    @property
    def stem(self) -> str:
        """A name for files made of them."""
        return "chapters" if self.name == STANDARD_INPUT else PurePosixPath(self.name).stem


def find_format(name: str | None, output: Path | None) -> Format | None:
    """The format of that name, else that of the suffix of a file to write, else timestamps for a description.

    None where there is none of that name.
    """
    if name is not None:
        return next((one for one in FORMATS if one.name == name), None)
    written = output.name.casefold() if output else ""
    whole = (one for one in FORMATS if written.endswith((f".{one.suffix}", f".{one.suffix}.xml")))
    last = (one for one in FORMATS if written.endswith(f".{one.suffix.rpartition('.')[2]}"))
    return next(whole, None) or next(last, None) or find_format("description", None)


def find_chapters(
    names: Iterable[str],
    folder: Path,
    level: str,
    load_show: Callable[[Path], MergedShow],
    read_input: Callable[[], bytes],
) -> Iterator[Listed]:
    """The chapters for each name: an episode file of any show, a file without one, or an episode of the show here.

    ``level`` is for what belongs to no show, ``load_show`` is called once for each show.
    """
    shows: dict[Path, MergedShow] = {}
    for name in names:
        path = Path(name)
        root = _show_folder_of_episode(path) if path.is_file() else folder
        if name == STANDARD_INPUT:
            yield _of_text(read_input(), level)
        elif path.is_dir():
            yield _failure(name, "this is a folder; name the files in it")
        elif root is None:
            yield _of_file(path, level)
        elif not (root / SHOW_FILE).is_file():
            reason = "there is no such file, and no show.yaml here that could have such an episode"
            yield replace(_failure(name, reason), is_unknown=True)
        else:
            if root not in shows:
                shows[root] = load_show(root)
            yield _of_episode(root, shows[root], name)


def _show_folder_of_episode(path: Path) -> Path | None:
    """The folder with show.yaml whose episode a file is, or None."""
    whole = path.resolve()
    root = next((folder for folder in whole.parents if (folder / SHOW_FILE).is_file()), None)
    is_episode = root and root / EPISODES_FOLDER in whole.parents and whole.suffix.casefold() == ".md"
    return root if is_episode else None


def _failure(name: str, reason: str, problems: tuple[Problem, ...] = ()) -> Listed:
    return Listed(name=name, chapters=ChapterList(chapters=()), failure=reason, problems=problems)


def _of_file(path: Path, level: str) -> Listed:
    with Workers() as workers:
        (outcome,) = workers.each(read_lone, [(path.parent, path.name, level)])
    is_episode = path.suffix.casefold() in {".md", ".markdown"}
    return _of_outcome(str(path), outcome, path if is_episode else None)


def _of_text(content: bytes, level: str) -> Listed:
    try:
        text = decode(content)
    except UnreadableFile as error:
        return _failure(STANDARD_INPUT, str(error))
    with Workers() as workers:
        (outcome,) = workers.each(parse_lone, [("standard input", text, level)])
    return _of_outcome(STANDARD_INPUT, outcome, None)


def _of_outcome(name: str, outcome: Outcome[Read[LoneFile]], episode_file: Path | None) -> Listed:
    if outcome.failure is not None:
        return _failure(name, outcome.failure)
    read = outcome.value
    if read.value is None:
        return _failure(name, "no chapters can be read or made", read.problems)
    lone = read.value
    return Listed(
        name=name,
        chapters=ChapterList(chapters=lone.decided.chapters, duration_ms=lone.end_ms, title=lone.title),
        problems=(*read.problems, *lone.decided.problems),
        episode_file=episode_file,
    )


def _of_episode(root: Path, merged: MergedShow, name: str) -> Listed:
    found = find_episode(merged.episodes, name)
    if found is None:
        failure = _failure(name, "there is no such file, and no such episode that can be read", merged.problems)
        return replace(failure, is_unknown=not is_at_fault(merged, name))
    return Listed(
        name=name,
        chapters=_list_of(merged, found),
        problems=tuple(problem for problem in merged.problems if _is_about(problem, found)),
        episode_file=root / found.place.path,
    )


def _is_about(problem: Problem, found: MergedEpisode) -> bool:
    """Whether a problem lies in a file of the episode, or beside it in one that cannot be used."""
    own, path = PurePosixPath(found.place.path), PurePosixPath(problem.place.path)
    return problem.place.path in found.paths or path.name.startswith(f"{own.stem}.")


def _list_of(merged: MergedShow, found: MergedEpisode) -> ChapterList:
    if merged.show and found.episode:
        return chapter_list_of(merged.show, found.episode)
    title, duration = (found.found[key][0].value if key in found.found else None for key in ("title", "duration_ms"))
    return ChapterList(chapters=found.chapters, duration_ms=duration, title=title)


class Delivery:
    """Where the chapters go: into the episode files, into files of their own, or to whoever prints them."""

    def __init__(self, chosen: Format, output: Path | None, *, several: bool, write: bool) -> None:
        self._format = chosen
        self._output = output
        self._in_folder = output is not None and (several or output.is_dir())
        self._write = write
        self._taken: set[Path] = set()

    def deliver(self, listed: Listed) -> tuple[str, Path | None]:
        """What is to be printed, or the file that it went into instead.

        Raises PublisherError: there are none, the format cannot hold them, or they cannot be written.
        """
        if listed.failure:
            raise PublisherError(listed.failure)
        if not listed.chapters.chapters:
            raise PublisherError("no chapters, and none made from words: they are too few, or it is turned off")
        if self._write:
            return "", _write_into_episode(listed)
        content = self._format.write(listed.chapters)
        if not content:
            count = len(listed.chapters.chapters)
            raise PublisherError(
                f"its {count} chapters make no list that directories take (three, of ten seconds at least); "
                "choose another --format, like json"
            )
        if self._output is None:
            return content, None
        path = self._file_of(listed, self._output)
        _write_file(path, content)
        return "", path

    def _file_of(self, listed: Listed, output: Path) -> Path:
        path = output / f"{listed.stem}.{self._format.suffix}" if self._in_folder else output
        _refuse_loss(path, listed)
        if path in self._taken:
            raise PublisherError(f"{path} is the file of another one already; give them to me one by one")
        self._taken.add(path)
        return path


def _refuse_loss(path: Path, listed: Listed) -> None:
    """No slip of the key may cost an episode file, a recording, or what the chapters are made of."""
    source = Path(listed.name)
    is_source = path.exists() and source.exists() and path.samefile(source)
    if is_source or path.suffix.casefold() in AUDIO_SUFFIXES or _has_front_matter(path):
        raise PublisherError(f"{path} would be lost: a recording, an episode file, or the input; name another file")


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(8).removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    except OSError:
        return False


def _write_file(path: Path, content: str) -> None:
    with Staging() as staging:
        staging.add(path, [content.encode()], place=str(path)).put()
    sync_folders([path.parent])


def _write_into_episode(listed: Listed) -> Path:
    path = listed.episode_file
    if path is None:
        raise PublisherError("this is no episode file; --write is for those with a front matter")
    rows = [_row(chapter, following) for chapter, following in _with_next(listed.chapters.chapters)]
    try:
        edited = with_key(path.read_bytes().decode(), "chapters", rows, before="transcript")
    except (EditError, UnicodeDecodeError, OSError) as error:
        raise PublisherError(f"the chapters cannot be put in: {error}") from error
    _write_file(path.resolve(), edited)  # what a link leads to, and not the link
    return path


def _with_next(chapters: Sequence[Chapter]) -> list[tuple[Chapter, Chapter | None]]:
    return list(zip(chapters, (*chapters[1:], None), strict=True))


def _row(chapter: Chapter, following: Chapter | None) -> dict[str, Any]:
    """A chapter as an author writes it: an end only where it is not the next start."""
    ends_early = chapter.end_ms is not None and following is not None and chapter.end_ms < following.start_ms
    row = {
        "start": _time(chapter.start_ms),
        "end": _time(chapter.end_ms) if ends_early and chapter.end_ms is not None else None,
        "title": chapter.title,
        "url": chapter.url,
        "image": chapter.image,
        "toc": None if chapter.toc else False,
    }
    return {key: value for key, value in row.items() if value is not None}


def _time(time_ms: int) -> str:
    return format_time(time_ms) if time_ms % 1000 else format_seconds(time_ms // 1000)
