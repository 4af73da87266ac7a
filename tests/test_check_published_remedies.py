"""What is said of an episode that is published never leads to a date or a guid that a build refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.checked import problems_of

_GUID: Final = "0fdd06f8-e412-5581-abe8-a9171d63e050"


def _messages(folder: Path, *heads: str) -> list[str]:
    """What is found in published episodes of 2 February with these lines, but for what each of them has."""
    entries = "".join(
        f"- {{guid: {index}{_GUID[1:]}, path: episodes/e{index}.md, title: E{index}, date: '2026-02-02T18:00:00Z', "
        f"enclosure: {{url: 'https://example.com/{index}.mp3', bytes: 5, type: audio/mpeg, elsewhere: true}}}}\n"
        for index in range(len(heads))
    )
    files = {f"episodes/e{index}.md": f"---\ntitle: E{index}\n{head}\n---\n" for index, head in enumerate(heads)}
    checks = {"value-todo", "episode-unknown-key", "episode-field", "date-differs", "date-ambiguous"}
    problems = problems_of(folder, {**files, "published.yaml": f"episodes:\n{entries}"})
    return [f"{one.place.line} {one.message}" for one in problems if one.check in checks]


def test_a_remedy_names_the_date_and_the_guid_that_subscribers_have(tmp_path: Path) -> None:
    known = "2026-02-02T19:00+01:00, which subscribers have"
    assert _messages(
        tmp_path,
        "date: TODO",
        "dateadded: TODO",
        "guid: TODO",
        "Date: 2026-02-05",
        "date: 2.2.2026",
        "date: 2026-02-02 19:00\ndateadded: 2024-01-05",
    ) == [
        f"3 date is still 'TODO'; write {known}, or delete the line",
        f"3 dateadded is still 'TODO'; write {known}, or delete the line",
        f"3 guid is still 'TODO'; write 2{_GUID[1:]}, which subscribers have, or delete the line",
        f"3 unknown key 'Date'; did you mean date? Then write date: {known}, or delete the line",
        f"3 date: '2.2.2026' is not a date; write date: {known}, or delete the line",
        "3 2026-02-02 here, 2024-01-05 at dateadded: (line 4); subscribers have the date in the episode file, so "
        "correct the other one",
    ]


def test_a_slip_over_the_right_date_is_a_slip_alone(tmp_path: Path) -> None:
    assert _messages(tmp_path, "Date: 2026-02-02", "titel: x", "Date: 2 February") == [
        "3 unknown key 'Date'; did you mean date?",
        "3 unknown key 'titel'; did you mean title?",
        "3 unknown key 'Date'; did you mean date? Then write date: 2026-02-02T19:00+01:00, which subscribers have, or "
        "delete the line",
    ]
