"""How long a show may be silent, by the rule of how often it appears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from publisher.health.cadence import longest_pause
from publisher.model import UpdateFrequency


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", 7),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 14),
        ("FREQ=MONTHLY", 31),
        ("FREQ=MONTHLY;BYDAY=1MO", 35),
        ("FREQ=MONTHLY;BYMONTHDAY=1", 31),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 62),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 31),
        ("FREQ=WEEKLY;BYMONTH=9,10,11", 366),
        ("FREQ=YEARLY", 366),
        ("FREQ=WEEKLY;UNTIL=20270101T000000Z", 7),
        ("FREQ=WEEKLY;UNTIL=20260101T000000Z", None),
        ("FREQ=WEEKLY;COUNT=10", None),
        ("FREQ=WEEKLY;INTERVAL=0", 7),
    ],
)
def test_the_longest_pause_of_a_rule(rrule: str, days: int | None) -> None:
    pause = longest_pause(UpdateFrequency(label="x", rrule=rrule), datetime(2026, 6, 1, tzinfo=UTC))
    assert (pause.days if pause else None) == days
