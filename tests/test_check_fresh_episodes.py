"""An episode that has just come out lacks what platforms give later, and the transcript; that is missed after days."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.checked import found

_AUDIO: Final = "audio: {{url: https://example.com/{0}.mp3, bytes: 5, type: audio/mpeg}}"
_HEAD: Final = "---\ntitle: Talk {0}\nseason: 1\nepisode: {0}\ndate: {1}\n" + _AUDIO + "\n"
_LINKS: Final = "links: {{youtube: 'https://www.youtube.com/watch?v=0Gqx1LtqRZ{0}'}}\n"
_TRANSCRIPT: Final = "transcript:\n- line: Hello.\n  sec: 0\n"
# With links and transcripts, and one of 1 June without.
_FILES: Final = {
    f"episodes/t{n}.md": (_HEAD + _LINKS + _TRANSCRIPT).format(n, f"2026-02-1{n}") + "---\n" for n in range(9)
} | {"episodes/t9.md": _HEAD.format(9, "2026-06-01T10:00:00Z") + "---\n"}


def _missing(folder: Path, files: dict[str, str], now: str) -> list[str]:
    kinds = ("t3.md platform-missing", "t9.md platform-missing", "transcript-missing")
    return [one for one in found(folder, files, now) if one.endswith(kinds)]


@pytest.mark.parametrize("now", ["2026-05-31T12:00Z", "2026-06-01T10:00Z", "2026-06-04T09:59Z"])
def test_what_comes_later_is_not_missed_at_once(tmp_path: Path, now: str) -> None:
    assert _missing(tmp_path, _FILES, now) == []


def test_it_is_missed_after_three_days(tmp_path: Path) -> None:
    missing = ["episodes/t9.md platform-missing", "episodes/t9.md transcript-missing"]
    assert _missing(tmp_path, _FILES, "2026-06-04T10:00Z") == missing


def test_an_old_episode_is_told_beside_a_new_one(tmp_path: Path) -> None:
    files = _FILES | {"episodes/t3.md": _HEAD.format(3, "2026-02-13") + "---\n"}
    missing = ["episodes/t3.md platform-missing", "episodes/t3.md transcript-missing"]
    assert _missing(tmp_path, files, "2026-06-01T12:00Z") == missing
