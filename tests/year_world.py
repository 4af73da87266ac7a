"""A show folder that people work on: what its files should hold, whatever happens to them on the way.

Its episodes are stories. Each has a key, which stands in its notes, and of which no reader of show folders knows: by
it a test sees in the feed which episode is behind a guid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from tests.show_folders import BASE

Tree: TypeAlias = dict[str, bytes]

_FRAMES: Final = 100
_FRAME_BYTES: Final = 96
_FRAME_HEADER: Final = b"\xff\xfb\x14\xc4"  # MPEG-1 layer III, 32 kbit/s, mono at 48 kHz: 24 ms
_OWN_FOLDERS: Final = ("episodes", "audio")
_SPOKEN: Final = """\
transcript:
- header: Beginning
- line: Hello and welcome.
  sec: 0
  who: Ada
- header: Middle
- line: This is number {key}.
  sec: 1
  who: Ada
"""


@dataclass(kw_only=True)
class Story:
    """An episode, through all its names; ``recording`` is the path of its sound in audio/, empty where it is remote."""

    key: int
    stem: str
    title: str
    due: datetime
    number: int | None = None
    folder: str = ""  # below episodes/
    ids: dict[str, str] = field(default_factory=dict)
    guid: str = ""  # as its author has written it
    recording: str = ""
    sound: bytes = b""
    cut: int = 0
    revision: int = 0
    is_spoken: bool = False
    is_withdrawn: bool = False

    @property
    def path(self) -> str:
        return f"episodes/{self.folder}{self.stem}.md"

    def text(self) -> str:
        """The episode file."""
        return "".join(("---\n", *(f"{line}\n" for line in self._front()), self._said(), "---\n", self._notes()))

    def record(self) -> None:
        """Makes the sound of this cut, which no other cut and no other story has."""
        payload = f"story {self.key}, cut {self.cut}. ".encode() * 5
        frame = (_FRAME_HEADER + payload)[:_FRAME_BYTES].ljust(_FRAME_BYTES, b".")
        self.sound = frame * (_FRAMES + self.cut % 3)

    def _front(self) -> Iterator[str]:
        yield f"title: {self.title}"
        if self.number is not None:
            yield from ("season: 1", f"episode: {self.number}")
        yield f"date: {self.due:%Y-%m-%dT%H:%M+00:00}"
        if self.guid:
            yield f"guid: {self.guid}"
        if self.is_withdrawn:
            yield "withdrawn: true"
        if self.ids:
            yield from ("ids:", *(f"  {platform}: {value}" for platform, value in self.ids.items()))
        yield from self._audio()

    def _audio(self) -> Iterator[str]:
        if not self.recording:
            url = f"https://cdn.example.org/{self.key}-{self.cut}.mp3"
            yield from ("audio:", f"  url: {url}", f"  bytes: {90_000 + self.key}", "  type: audio/mpeg")
        elif self.recording != f"{self.stem}.mp3":
            yield f"audio: {self.recording}"

    def _said(self) -> str:
        return _SPOKEN.format(key=self.key) if self.is_spoken else ""

    def _notes(self) -> str:
        return f"\nStory {self.key}, revision {self.revision}.\n"


@dataclass(kw_only=True)
class World:
    """The show, its stories, and which of them were edited since the feed was made last."""

    root: Path
    stories: list[Story] = field(default_factory=list)  # that have a file
    deleted: list[Story] = field(default_factory=list)
    title: str = "The Base Show"
    picture: str = "artwork.jpg"
    names: int = 0
    edited: dict[int, int] = field(default_factory=dict)  # key -> how often what it is known by was edited
    removals: set[int] = field(default_factory=set)  # keys that the next build may take off
    redated: set[int] = field(default_factory=set)  # keys that the next build may give another date
    ledgers: list[bytes] = field(default_factory=list)  # as they were after each change, for those who bring one back
    is_old: bool = False  # whether an old ledger was brought back, which knows nothing of many days' edits
    is_blurred: bool = False  # whether the ledger was lost or old since the feed was made last

    def edit(self, story: Story, *, shown: int = 0) -> None:
        """Notes down that somebody worked on it; ``shown`` is how much it is harder to know again."""
        self.edited[story.key] = self.edited.get(story.key, 0) + shown

    def new_name(self) -> str:
        """A word that no file has had."""
        self.names += 1
        return f"word{self.names}"

    def files(self) -> Tree:
        """What the authors' files hold when nothing has happened to them."""
        tree = {story.path: story.text().encode() for story in self.stories}
        tree |= {f"audio/{story.recording}": story.sound for story in self.stories if story.recording}
        tree[self.picture] = (BASE / "artwork.jpg").read_bytes()
        tree["show.yaml"] = self._show().encode()
        return tree

    def _show(self) -> str:
        text = (BASE / "show.yaml").read_text(encoding="utf-8")
        return text.replace("The Base Show", self.title).replace("artwork.jpg", self.picture)


def lay_out(root: Path, tree: Tree) -> None:
    """Makes the authors' files of a folder be these; a file that is as it should be is not touched."""
    root.mkdir(parents=True, exist_ok=True)
    for path in _authored(root):
        if path not in tree:
            (root / path).unlink()
    for folder in _OWN_FOLDERS:
        (root / folder).mkdir(exist_ok=True)
    for path, content in tree.items():
        target = root / path
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _authored(root: Path) -> Iterable[str]:
    paths = [path for folder in _OWN_FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
    return [path.relative_to(root).as_posix() for path in (*paths, *root.glob("*.jpg"))]
