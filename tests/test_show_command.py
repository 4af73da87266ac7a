"""`publish show` says where each field came from, and what it overruled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.show_folders import BASE, NOW, lay_over, publish

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "name",
    ["s01e01", "S1E1", "s01e01-what-is-a-feed", "episodes/s01e01-what-is-a-feed.md", "enclsoed-s01e01-what-is-a-feed"],
)
def test_an_episode_is_found_by_slug_number_path_and_guid(name: str) -> None:
    result = publish("show", name, "-C", ROOT, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["path"] == "episodes/s01e01-what-is-a-feed.md"


def test_a_field_has_its_value_its_source_and_what_it_overruled() -> None:
    fields = json.loads(publish("show", "s01e01", "-C", ROOT, "--json").stdout)["fields"]
    title = fields["title"]
    path = "episodes/s01e01-what-is-a-feed.md"
    assert (title["value"], title["source"], title["path"], title["line"]) == (
        "What Is a Feed?",
        "front matter",
        path,
        2,
    )
    assert {"Enclosed 01: feeds (final mix 2)"} <= {other["value"] for other in title["overruled"]}
    assert fields["duration_ms"]["source"] == "measured"
    assert fields["chapters"]["note"] == "4 from headers; none in chapters, quotableClips"
    assert "links.spotify" not in fields


def test_the_table_shows_the_same() -> None:
    result = publish("show", "s01e01", "-C", ROOT)
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["field", "value", "source"] in lines
    assert "overruled: Enclosed 01: feeds (final mix 2)" in " ".join(result.stdout.split())
    assert "episodes/s01e01-what-is-a-feed.md:2" in result.stdout


def test_an_episode_of_tomorrow_is_explained_too(tmp_path: Path) -> None:
    lay_over(BASE, tmp_path / "show")
    result = publish("show", "one", "-C", tmp_path / "show", "--now", "2020-01-01")
    assert result.exit_code == 0
    assert "The first one" in result.stdout


def test_an_episode_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    lay_over(BASE, tmp_path / "show")
    result = publish("show", "s09e09", "-C", tmp_path / "show", "--now", NOW)
    assert result.exit_code == 2
    assert (
        result.stderr == "publish: there is no episode 's09e09' that can be read; give its slug, its path, or s01e02\n"
    )


def test_an_episode_that_cannot_be_read_is_no_wrong_usage(tmp_path: Path) -> None:
    lay_over(BASE, tmp_path / "show")
    (tmp_path / "show" / "episodes" / "two.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    for command in ("show", "chapters", "tag"):
        codes = [
            publish(command, name, "-C", tmp_path / "show").exit_code for name in ("two", "episodes/two.md", "ten")
        ]
        assert (command, codes) == (command, [1, 1, 2])
