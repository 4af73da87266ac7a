"""Measures builds of a show of a hundred episodes, and of two thousand made from them.

    python tools/bench.py [--corpus FOLDER]

The corpus is a folder with episodes/*.md and people/*.md. The recordings are silent, two hours long and one file on the
disk; ffmpeg makes it. Seconds are of the whole command, from its start to its end. Memory is the largest sum of the
memory of the command and of all processes that it started, where shared pages count once (Linux: PSS), looked at 20
times a second. Beside them: the seconds that PyYAML's C parser alone needs for the front matter of the same files.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from mutagen.mp4 import MP4
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
COPIES = (1, 20)
LOOK_EVERY_S = 0.05

SHOW = """\
title: A show to measure
description: Made of the episodes of another show.
language: en
url: https://example.com/podcast/
image: artwork.jpg
category: Technology
explicit: false
author: Nobody
timezone: Europe/Berlin
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took."""

    seconds: float
    peak_bytes: int


def main() -> None:
    """Prints a table, a line for each build."""
    parser = argparse.ArgumentParser(description="Measure builds of a large show.")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with episodes/ and people/")
    corpus = parser.parse_args().corpus
    if not (corpus / "episodes").is_dir():
        sys.exit(f"{corpus}/episodes: not found; name a folder with episodes/*.md by --corpus")
    print(f"{'episodes':>8}  {'build':<20}{'seconds':>8}{'memory MB':>11}{'yaml.compose s':>16}")
    for copies in COPIES:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            measure(make_show(Path(folder), corpus, copies))


def measure(show: Path) -> None:
    """Prints a line for each kind of build."""
    episodes = sorted((show / "episodes").iterdir())
    compose_s = compose_all(episodes)
    for kind in ("cold", "nothing changed", "one episode changed"):
        if kind == "one episode changed":
            retitle(episodes[len(episodes) // 2], "Changed, ")
        cost = run([sys.executable, "-m", "publisher", "build"], show)
        memory = f"{cost.peak_bytes / 1e6:.0f}" if cost.peak_bytes else "?"
        print(f"{len(episodes):>8}  {kind:<20}{cost.seconds:>8.2f}{memory:>11}{compose_s:>16.2f}", flush=True)


def run(command: list[str], folder: Path) -> Cost:
    """Runs a command in a folder; its output is shown if it fails, which ends everything."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "output.txt").open("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        peak_bytes = 0
        while process.poll() is None:
            peak_bytes = max(peak_bytes, sum(map(memory_bytes, family(process.pid))))
            time.sleep(LOOK_EVERY_S)
        seconds = time.perf_counter() - start
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}\n{output.read()[-5000:]}")
    return Cost(seconds=seconds, peak_bytes=peak_bytes)


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in read_or_nothing(children).split():
            yield from family(int(child))


def memory_bytes(pid: int) -> int:
    """The memory of a process, shared pages divided among those who share them; 0 if it has ended."""
    match = re.search(r"^Pss:\s+(\d+) kB", read_or_nothing(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


def read_or_nothing(path: Path) -> str:
    """The text of a file; nothing if it is gone, as those of processes are when they end."""
    try:
        return path.read_text()
    except OSError:
        return ""


def compose_all(episodes: list[Path]) -> float:
    """The seconds that it takes to compose the front matter of all episodes."""
    fronts = [path.read_text(encoding="utf-8").split("\n---", 1)[0] for path in episodes]
    start = time.perf_counter()
    for front in fronts:
        yaml.compose(front, Loader=yaml.CSafeLoader)
    return time.perf_counter() - start


def make_show(folder: Path, corpus: Path, copies: int) -> Path:
    """A show folder with so many copies of each episode of the corpus, all different."""
    (folder / "show.yaml").write_text(SHOW)
    Image.new("RGB", (1400, 1400), "navy").save(folder / "artwork.jpg")
    if (corpus / "people").is_dir():
        shutil.copytree(corpus / "people", folder / "people")
    for name in ("episodes", "audio"):
        (folder / name).mkdir()
    silence = make_silence(folder / "silence.m4a")
    for original in sorted((corpus / "episodes").glob("[!_]*.md")):
        for copy in range(copies):
            slug = f"{original.stem}-{copy}" if copy else original.stem
            episode = folder / "episodes" / f"{slug}.md"
            episode.write_text(varied(original.read_text(encoding="utf-8"), copy), encoding="utf-8")
            add_audio(folder / "audio" / f"{slug}.m4a", silence, episode)
    return folder


def varied(text: str, copy: int) -> str:
    """The text of an episode with the season, title and ids of another one; copy 0 is as it was."""
    if not copy:
        return text
    text = re.sub(r"^season: *(\d+)", lambda match: f"season: {int(match[1]) + 100 * copy}", text, flags=re.MULTILINE)
    for identity in re.findall(r"^ +(?:youtube|anchor): *([\w-]{11,}) *$", text, flags=re.MULTILINE):
        text = text.replace(identity, f"{identity[:-2]}{copy:02}")
    return with_title(text, f"Part {copy}, ")


def with_title(text: str, start: str) -> str:
    """The text of an episode whose title starts with more."""
    return re.sub(r"""^title: *(['"]?)""", rf"title: \g<1>{start}", text, count=1, flags=re.MULTILINE)


def retitle(episode: Path, start: str) -> None:
    """Changes the title of an episode file."""
    episode.write_text(with_title(episode.read_text(encoding="utf-8"), start), encoding="utf-8")


def make_silence(path: Path) -> Path:
    """Two hours of silence, less than a megabyte."""
    source = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "7200"]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-c:a", "aac", "-b:a", "8k", str(path)], check=True)
    return path


def add_audio(path: Path, silence: Path, episode: Path) -> None:
    """The recording of an episode; with a date where the episode file has none, or it would not be published."""
    if re.search(r"^date(added)?:", episode.read_text(encoding="utf-8"), flags=re.MULTILINE):
        os.link(silence, path)
        return
    shutil.copyfile(silence, path)
    audio = MP4(path)
    audio["\xa9day"] = ["2024-01-31"]
    audio.save()


if __name__ == "__main__":
    main()
