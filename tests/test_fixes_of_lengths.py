"""A duration that is wrong or TODO becomes that of the recording, written as it was or as other episodes have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.clock import parse_time_ms
from publisher.fixes import Plan
from publisher.fixes.lengths import like
from tests.fixed import episode, planned, short


@pytest.mark.parametrize(
    ("lines", "fixed"),
    [
        ("duration: TODO\n", "4 duration = 1:02:03"),
        ("duration: PT01H05M\n", "4 duration = PT01H02M03S"),
        ("duration: 65:00 # about\n", "4 duration = 62:03"),
        ("duration: 3900\n", "4 duration = 3723"),
    ],
)
def test_a_duration_is_written_as_it_was(tmp_path: Path, lines: str, fixed: str) -> None:
    found = planned(tmp_path, {"one": episode(lines)}, lengths_ms={"one": 3_723_400})
    assert short(found.fixes) == [f"one:{fixed}"]
    assert found.offers == ()


def test_a_new_duration_is_written_as_in_other_episodes(tmp_path: Path) -> None:
    files = {
        "a": "duration: PT00H58M04S\n",
        "b": "duration: PT01H02M04S\n",
        "c": "duration: 1:02:03\n",
        "d": "duration:\n",
    }
    found = planned(
        tmp_path, {name: episode(lines, name) for name, lines in files.items()}, lengths_ms={"d": 3_480_000}
    )
    assert short(found.fixes) == ["d:4 duration = PT00H58M00S"]


@pytest.mark.parametrize("lines", ["", "duration: 1:02:04\n", "duration: 62 min\n"])
def test_durations_that_need_nothing(tmp_path: Path, lines: str) -> None:
    assert planned(tmp_path, {"one": episode(lines)}, lengths_ms={"one": 3_723_400}) == Plan()


@pytest.mark.parametrize(
    "lines", ["duration: 7:12\n", "duration: TODO\ntranscript:\n- line: Hi\n  sec: 0\n- line: Bye\n  sec: 3800\n"]
)
def test_a_duration_is_offered_where_the_recording_may_be_the_wrong_one(tmp_path: Path, lines: str) -> None:
    found = planned(tmp_path, {"one": episode(lines)}, lengths_ms={"one": 3_723_400})
    assert found.fixes == ()
    assert [one.split(" = ")[0] for one in short(found.offers)] == ["one:4 duration"]


@pytest.mark.parametrize(
    "text", ["PT01H15S", "PT1H2M3S", "PT00H51M32S", "PT90M", "00:59:43", "9:59", "75:00", "3700.5"]
)
def test_every_notation_says_the_time(text: str) -> None:
    for time_ms in (1_000, 59_000, 60_000, 3_599_000, 3_600_000, 3_723_000, 36_000_000, 86_399_000):
        assert parse_time_ms(like(text, time_ms)) == time_ms
        assert like(like(text, time_ms), time_ms) == like(text, time_ms)
