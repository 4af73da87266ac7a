"""A hundred real episode files, laid out as a show folder with recordings of silence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import yaml
from mutagen.mp4 import MP4
from PIL import Image

from tests.needs import SHARED, real_files, tool

CORPUS = SHARED / "corpus"
SECONDS = 7200  # that each recording lasts

SHOW = """\
title: DataTalks.Club
description: A weekly podcast about all things data.
author: DataTalks.Club
language: en
url: https://example.com/datatalks/
image: artwork.jpg
category: Technology
guid: 1b8d7d5f-6a0c-5a53-9b59-6b5a2a0e2f10
timezone: Europe/Berlin
hosts: [alexeygrigorev]
"""


def episode_paths() -> list[Path]:
    """The corpus' episode files without its drafts."""
    return sorted(path for path in (CORPUS / "episodes").glob("*.md") if not path.name.startswith("_"))


def front_matter(path: Path) -> dict[str, object]:
    """The front matter of a corpus file, by a reader that is not ours: every scalar as text."""
    keys = path.read_text(encoding="utf-8").split("\n---", 1)[0].removeprefix("---\n")
    keys = keys.split("\n00:00\n", 1)[0]  # a transcript as plain text may follow
    loaded = yaml.load(keys, Loader=yaml.CBaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def silence(path: Path, seconds: int) -> None:
    """An M4A of nothing, a few hundred kilobytes for hours."""
    command = [tool("ffmpeg"), "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", str(seconds)]
    subprocess.run([*command, "-c:a", "aac", "-b:a", "8k", "-movflags", "+faststart", str(path)], check=True)


def show_folder(folder: Path, episodes: list[Path], *, seconds: int = SECONDS) -> None:
    """A show folder of corpus episodes; those without a date in the front matter get one in their recording."""
    for name in ("episodes", "audio", "people"):
        (folder / name).mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    Image.new("RGB", (1400, 1400), (30, 60, 120)).save(folder / "artwork.jpg")
    shutil.copytree(real_files("corpus") / "people", folder / "people", dirs_exist_ok=True)
    sound = folder / "silence.m4a"
    silence(sound, seconds)
    for number, source in enumerate(episodes):
        shutil.copyfile(source, folder / "episodes" / f"{source.stem}.md")
        recording = folder / "audio" / f"{source.stem}.m4a"
        shutil.copyfile(sound, recording)
        if not front_matter(source).keys() & {"date", "dateadded"}:
            tagged = MP4(recording)
            tagged["\xa9day"] = [f"2026-05-{number % 28 + 1:02}"]
            tagged.save()
