"""A year of daily builds of a growing show, through everything that people and machines do to it."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from tests import year_edits as edits
from tests import year_faults as faults
from tests.year_days import Day, Happening
from tests.year_run import Plan, Year
from tests.year_runs import in_this_process

YEARS: Final = int(os.environ.get("YEARS", "1"))
DAYS: Final = 365


def nothing(day: Day) -> None:
    """Most days are quiet."""


OFTEN: Final[tuple[Happening, ...]] = (
    edits.edit_notes,
    edits.retitle,
    edits.rename,
    edits.rename_many,
    edits.move,
    edits.swap_names,
    edits.swap_numbers,
    faults.kill,
    faults.lose_file,
)
SELDOM: Final[tuple[Happening, ...]] = (
    edits.rename_alone,
    edits.record_again,
    edits.change_ids,
    edits.say_something,
    edits.tag,
    edits.write_guid,
    edits.copy_as_model,
    edits.edit_show,
    edits.rename_artwork,
    edits.withdraw,
    edits.bring_back,
    edits.delete_for_good,
    edits.change_date,
    faults.lose_recording,
    faults.break_yaml,
    faults.another_date,
    faults.another_guid,
    faults.make_draft,
    faults.copy_whole,
    faults.unmount_episodes,
    faults.unmount_audio,
    faults.clock_behind,
    faults.lose_ledger,
    faults.damage_ledger,
    faults.cut_ledger,
    faults.lose_feed,
    faults.older_ledger,
    faults.fill_disk,
)
A_YEAR: Final = [*OFTEN * 12, *SELDOM * 6]


@st.composite
def years(draw: st.DrawFn) -> Plan:
    """Everything happens several times a year, in any order; some days have two of it, others nothing."""
    quiet = [nothing] * (2 * DAYS - len(A_YEAR))
    happenings = draw(st.permutations([*A_YEAR, *quiet]))
    dice = draw(st.lists(st.integers(0, 2**24 - 1), min_size=2 * DAYS, max_size=2 * DAYS))
    assume(any(dice))  # in the simplest year everything happens to the first story, in order
    thrown = list(zip(happenings, dice, strict=True))
    days = [thrown[2 * day : 2 * day + 2] for day in range(DAYS)]
    return Plan([[one for one in day if one[0] is not nothing] for day in days])


@pytest.mark.timeout(0 if YEARS > 1 else 250)
@settings(
    max_examples=YEARS,
    derandomize=YEARS == 1,  # the same year for everybody; ``make year`` draws others
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(years())
def test_a_year_of_daily_builds(plan: Plan) -> None:
    """One year is always the same one; ``make year YEARS=20`` draws others."""
    with TemporaryDirectory() as folder, in_this_process():
        year = Year.start(Path(folder) / "show")
        year.live(plan)
        event(str(dict(year.outcomes)))
