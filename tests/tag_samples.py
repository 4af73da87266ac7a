"""Recordings to tag, what their tags shall say, and show folders that hold them."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from publisher.model import Cue
from publisher.tags.held import Options
from publisher.tags.retag import Mode, Tagged, retag
from publisher.tags.wanted import Artwork, TagChapter, Wanted
from tests.audio_samples import encode, mp3, picture, wav
from tests.needs import tool

AUDIO = "audio/one.mp3"
TITLED = Wanted(texts={"title": "Träume", "author": "Ada Lovelace", "show": "The Show", "number": "7", "season": "2"})
IN_PLACE = Mode()


def artwork(width_px: int = 64) -> Artwork:
    """A cover."""
    content = picture(width_px=width_px, height_px=width_px)
    return Artwork(content=content, mime_type="image/jpeg", width_px=width_px, height_px=width_px)


def everything(duration_ms: int = 5000) -> Wanted:
    """Something in each field of the table, for a recording of this length."""
    texts = {
        **TITLED.texts,
        "subtitle": "A short one",
        "guests": "Grace Hopper, 林 太郎",
        "date": "2026-01-31",
        "genre": "Podcast",
        "language": "eng",
        "description": "What it is about 🎙",
        "notes": "The notes.\nA second line.",
        "keywords": "one, two",
        "link": "https://example.com/7",
        "links": "Video: https://example.com/video",
        "publisher": "The Publisher",
        "copyright": "© 2026 The Publisher",
        "guid": "guid-7",
        "feed_url": "https://example.com/feed.xml",
        "show_guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
        "podcast": "1",
    }
    middle_ms = duration_ms // 2
    chapters = (
        TagChapter(start_ms=0, end_ms=middle_ms, title="Beginning", url="https://example.com/7#a"),
        TagChapter(start_ms=middle_ms, end_ms=duration_ms, title="Ende – schön", artwork=artwork(32)),
    )
    cues = (Cue(start_ms=0, end_ms=middle_ms, speaker="Ada", text="Hello."),)
    return Wanted(texts=texts, artwork=artwork(), chapters=chapters, lyrics="Ada: Hello.", cues=cues)


def show_with(root: Path, content: bytes | None = None, path: str = AUDIO) -> Path:
    """A show folder with a recording, and the path of that."""
    recording = root / path
    recording.parent.mkdir(parents=True, exist_ok=True)
    recording.write_bytes(mp3() if content is None else content)
    return recording


def tag(root: Path, wanted: Wanted = TITLED, mode: Mode = IN_PLACE, path: str = AUDIO) -> Tagged:
    """What came of tagging it."""
    return retag(root, path, wanted, Options(), mode)


def recordings_of_each_kind(folder: Path) -> list[Path]:
    """Five seconds in each kind of file, by real encoders; what ffmpeg writes of itself is in their tags."""
    paths = [encode(folder / f"noise{suffix}") for suffix in (".mp3", ".m4a", ".ogg", ".opus", ".flac")]
    (folder / "silence.wav").write_bytes(wav(5))
    return [*paths, folder / "silence.wav"]


def files_in(root: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def sha256_of(path: Path) -> str:
    """Of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def samples_md5(path: Path) -> str:
    """What ffmpeg hears, all of it; nothing where it cannot decode the file."""
    command = [tool("ffmpeg"), "-v", "error", "-i", str(path), "-map", "0:a", "-f", "md5", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout if done.returncode == 0 else ""


def is_decoded_without_complaint(path: Path) -> bool:
    """Whether ffmpeg decodes the file and has nothing to say against it."""
    command = [tool("ffmpeg"), "-v", "warning", "-i", str(path), "-map", "0:a", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode == 0 and not done.stderr.strip()
