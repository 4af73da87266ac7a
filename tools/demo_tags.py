"""Tags for the demo recordings as one meets them in the wild: some missing, some at odds with the episode file."""

from __future__ import annotations

import io
from pathlib import Path

from mutagen.id3 import APIC, ID3, TALB, TDRC, TIT2, TPE1
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus
from PIL import Image

SHOW = "Enclosed"
HOST = "Mina Vale"


def tag_mp3(path: Path, cover: Path) -> None:
    """With another title than the episode file, as editors leave it, and a cover."""
    tags = ID3()
    tags.add(TIT2(encoding=3, text="Enclosed 01: feeds (final mix 2)"))
    tags.add(TALB(encoding=3, text=SHOW))
    tags.add(TPE1(encoding=3, text=HOST))
    tags.add(TDRC(encoding=3, text="2026-09-07"))
    tags.add(APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=_small(cover)))
    tags.save(path)


def tag_mp4(path: Path, cover: Path) -> None:
    """Without a title, and with the wrong track number."""
    file = MP4(path)
    file["\xa9alb"] = SHOW
    file["\xa9ART"] = HOST
    file["\xa9day"] = "2026-09-14"
    file["trkn"] = [(3, 3)]
    file["covr"] = [MP4Cover(_small(cover), imageformat=MP4Cover.FORMAT_JPEG)]
    file.save()


def tag_opus(path: Path, _cover: Path) -> None:
    """With chapters of its own, coarser than those in the episode file."""
    file = OggOpus(path)
    file["TITLE"] = "The Guid That Must Never Change"
    file["ARTIST"] = HOST
    for number, (start, title) in enumerate((("00:00:00.000", "The guid"), ("00:01:00.862", "Which one to take"))):
        file[f"CHAPTER{number:03}"] = start
        file[f"CHAPTER{number:03}NAME"] = title
    file.save()


def leave_bare(_path: Path, _cover: Path) -> None:
    """Without any tag, as recorders write it."""


def _small(cover: Path) -> bytes:
    content = io.BytesIO()
    with Image.open(cover) as artwork:
        artwork.resize((300, 300), Image.Resampling.LANCZOS).save(content, "JPEG", quality=85)
    return content.getvalue()
