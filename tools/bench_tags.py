"""Times tagging against mutagen's plain save() and ffmpeg's -c copy, on one file of 60 MB of each kind.

    python tools/bench_tags.py [--megabytes 60] [--runs 3]

"first": the file has no room for tags, so that the sound moves; "again": another title, which fits where the old one
stood. Ours copies the file, compares the sound, syncs it to the disk and puts it in place; the others do not.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mutagen.mp3 import EasyMP3
from mutagen.mp4 import MP4

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from publisher.tags.held import Options  # noqa: E402 - the project is found only now
from publisher.tags.retag import Mode, retag  # noqa: E402
from publisher.tags.wanted import Wanted  # noqa: E402

CODECS: Final = {".mp3": "libmp3lame", ".m4a": "aac"}
BIT_RATE_BPS: Final = 128_000
TITLES: Final = {"first": "Why we walk", "again": "Why we run"}


def main() -> None:
    """Prints a table of seconds, each the median of the runs."""
    parser = argparse.ArgumentParser(description="Time the tagging of recordings.")
    parser.add_argument("--megabytes", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(f"{'seconds':<20}" + "".join(f"{name:>10}" for name in WAYS))
    with tempfile.TemporaryDirectory() as folder:
        for suffix, codec in CODECS.items():
            original = Path(folder) / f"original{suffix}"
            make(original, codec, options.megabytes)
            times = {name: timed(way, original, options.runs) for name, way in WAYS.items()}
            for kind in TITLES:
                row = "".join(f"{statistics.median(times[name][kind]):>10.2f}" for name in WAYS)
                print(f"{original.stat().st_size / 1e6:.0f} MB {suffix} {kind:<8}".ljust(20) + row)


def make(path: Path, codec: str, megabytes: int) -> None:
    """A recording of a low noise."""
    seconds = megabytes * 8_000_000 // BIT_RATE_BPS
    sound = ["-f", "lavfi", "-i", f"anoisesrc=a=0.01:d={seconds}:r=44100"]
    command = ["ffmpeg", "-v", "error", *sound, "-c:a", codec, "-b:a", str(BIT_RATE_BPS), "-map_metadata", "-1"]
    subprocess.run([*command, "-y", str(path)], check=True)


def timed(way: Callable[[Path, str], None], original: Path, runs: int) -> dict[str, list[float]]:
    """The seconds of each run: a first tagging, and one more."""
    seconds: dict[str, list[float]] = {kind: [] for kind in TITLES}
    for _ in range(runs):
        copy = original.with_name(f"copy{original.suffix}")
        shutil.copyfile(original, copy)
        for kind, title in TITLES.items():
            start = time.perf_counter()
            way(copy, title)
            seconds[kind].append(time.perf_counter() - start)
    return seconds


def ours(path: Path, title: str) -> None:
    """``publish tag``, without the reading of a show."""
    done = retag(path.parent, path.name, Wanted(texts={"title": title}), Options(), Mode())
    if not done.written:
        raise SystemExit(f"not tagged: {done.left or 'unchanged'}")


def with_mutagen(path: Path, title: str) -> None:
    """mutagen's own save(), into the file itself."""
    if path.suffix == ".mp3":
        sound = EasyMP3(path)
        sound["title"] = title
        sound.save()
        return
    atoms = MP4(path)
    atoms["\xa9nam"] = [title]
    atoms.save()


def with_ffmpeg(path: Path, title: str) -> None:
    """ffmpeg's copy, put in place of the file."""
    other = path.with_name(f"other{path.suffix}")
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-c", "copy", "-metadata", f"title={title}", str(other)]
    subprocess.run(command, check=True)
    other.replace(path)


WAYS: Final = {"ours": ours, "mutagen": with_mutagen, "ffmpeg": with_ffmpeg}


if __name__ == "__main__":
    main()
