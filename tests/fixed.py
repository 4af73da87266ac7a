"""A small show folder of episode files, merged in this process: recordings are as long as a test says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from publisher.fixes import Fix, KnownOnline, Offer, Plan, plan
from publisher.merge.episode import EpisodeInputs
from publisher.merge.show import MergedShow, ShowInputs, merge_show
from publisher.sources.audio_bytes import Encoding
from publisher.sources.audio_file import AudioFile, AudioTags
from publisher.sources.episode_file import read_episode
from publisher.sources.picture_file import PictureFile
from publisher.sources.show_file import read_show
from tests.show_folders import BASE, NOW

_ARTWORK: Final = PictureFile(
    path="artwork.jpg",
    mime_type="image/jpeg",
    width_px=1400,
    height_px=1400,
    mode="RGB",
    sha256="0" * 64,
    size_bytes=9,
)


def laid_out(folder: Path, files: Mapping[str, str | bytes], settings: str = "") -> Path:
    """A folder with a show.yaml, which ``settings`` end, and these episode files, by their names without ``.md``."""
    (folder / "episodes").mkdir(exist_ok=True)
    (folder / "show.yaml").write_bytes((BASE / "show.yaml").read_bytes() + settings.encode())
    for name, content in files.items():
        path = folder / "episodes" / f"{name}.md"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def merged(
    folder: Path, lengths_ms: Mapping[str, int] | None = None, cut_off: Collection[str] = frozenset()
) -> MergedShow:
    """The show of all episode files there that can be read; each has a recording of its name if it has a length."""
    show = read_show(folder, "show.yaml").value
    assert show is not None
    read = (read_episode(folder, f"episodes/{path.name}").value for path in sorted((folder / "episodes").glob("*.md")))
    files = [file for file in read if file is not None]
    lengths_ms = lengths_ms or {}
    episodes = tuple(
        EpisodeInputs(
            file=file,
            recordings=(_recording(file.stem, lengths_ms[file.stem], is_cut_off=file.stem in cut_off),)
            if file.stem in lengths_ms
            else (),
            transcript=None,
        )
        for file in files
    )
    inputs = ShowInputs(show=show, episodes=episodes, pictures={"artwork.jpg": _ARTWORK})
    return merge_show(inputs, datetime.fromisoformat(NOW).astimezone(UTC))


def episode(lines: str, title: str = "One") -> str:
    """An episode file with these lines in its front matter."""
    return f"---\ntitle: {title}\ndate: 2026-01-05\n{lines}---\nNotes\n"


def planned(
    folder: Path,
    files: Mapping[str, str],
    online: KnownOnline | None = None,
    lengths_ms: Mapping[str, int] | None = None,
) -> Plan:
    """What can be done about these episode files."""
    return plan(merged(laid_out(folder, files), lengths_ms), online)


def short(found: Iterable[Fix | Offer]) -> list[str]:
    """``one:5 links.youtube = the new value``, and for an offer all its candidates."""
    lines = []
    for one in found:
        values = [one.new] if isinstance(one, Fix) else [candidate.new for candidate in one.candidates]
        lines.append(f"{Path(one.place.path).stem}:{one.place.line} {one.key} = {' | '.join(values)}")
    return lines


def _recording(stem: str, duration_ms: int, *, is_cut_off: bool) -> AudioFile:
    return AudioFile(
        path=f"audio/{stem}.mp3",
        size_bytes=1_000_000,
        mime_type="audio/mpeg",
        duration_ms=duration_ms,
        tags=AudioTags(),
        chapters=(),
        picture=None,
        encoding=Encoding(),
        is_cut_off=is_cut_off,
    )
