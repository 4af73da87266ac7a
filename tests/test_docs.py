"""The docs say what the program does: every key and command."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from publisher.checks.catalogue import catalogue
from publisher.cli import main
from publisher.sources.episode_file import EPISODE_FIELDS
from publisher.sources.show_file import REQUIRED, SHOW_FIELDS
from publisher.tags.table import TABLE
from tests.show_folders import BASE, build

ROOT = Path(__file__).parents[1]


def keys_in_table(path: str) -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


def test_every_key_of_show_yaml_is_documented() -> None:
    assert keys_in_table("docs/show.md") == set(SHOW_FIELDS)


def test_every_key_of_an_episode_is_documented() -> None:
    assert keys_in_table("docs/episodes.md") == {*EPISODE_FIELDS, "transcript"}


def test_required_keys_are_said_to_be_required() -> None:
    text = (ROOT / "docs/show.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \| required", text, re.MULTILINE)) == set(REQUIRED)


def table_of_checks() -> str:
    rows = [
        f"| `{one.id}` | {one.severity} | {', '.join(one.profiles)} | {one.summary.replace('|', chr(92) + '|')} |"
        for one in catalogue().values()
    ]
    return "\n".join(["| check | severity | asked for by | finds |", "|---|---|---|---|", *rows]) + "\n"


def test_every_check_is_in_the_table_of_the_docs() -> None:
    docs = ROOT / "docs/checks.md"
    above, mark, table = docs.read_text(encoding="utf-8").partition("<!-- made by `make expected` -->\n\n")
    if os.environ.get("UPDATE_EXPECTED"):
        docs.write_text(f"{above}{mark}{table_of_checks()}", encoding="utf-8")
        table = table_of_checks()
    assert table == table_of_checks()


def table_of_tags() -> str:
    rows = [
        f"| {row.field} | {row.means} | {_code(row.id3)} | {_code(row.mp4)} | {_code(row.vorbis)} |" for row in TABLE
    ]
    return "\n".join(["| field | is | ID3 | MP4 | Vorbis comment |", "|---|---|---|---|---|", *rows]) + "\n"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def test_every_tag_is_in_the_table_of_the_docs() -> None:
    docs = ROOT / "docs/tags.md"
    above, heading, table = docs.read_text(encoding="utf-8").partition("## Which frame is what\n\n")
    if os.environ.get("UPDATE_EXPECTED"):
        docs.write_text(f"{above}{heading}{table_of_tags()}", encoding="utf-8")
        table = table_of_tags()
    assert table == table_of_tags()


def test_the_readme_names_every_kind_of_check() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+)-…`", readme))
    assert named == {name.partition("-")[0] for name in catalogue()}


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `publish {command}\b", readme, re.MULTILINE)


def test_the_smallest_show_in_the_readme_has_what_is_required() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    smallest = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)[0]
    assert set(re.findall(r"^(\w+):", smallest, re.MULTILINE)) == set(REQUIRED)


def test_the_smallest_show_in_the_readme_builds(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for folder in ("episodes", "audio"):
        (tmp_path / folder).mkdir()
    (tmp_path / "show.yaml").write_text(re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)[0], encoding="utf-8")
    episode = re.findall(r"```markdown\n(.*?)```", readme, re.DOTALL)[0]
    (tmp_path / "episodes" / "hello.md").write_text(episode, encoding="utf-8")
    shutil.copyfile(BASE / "artwork.jpg", tmp_path / "artwork.jpg")
    shutil.copyfile(BASE / "audio" / "one.mp3", tmp_path / "audio" / "hello.mp3")
    result = build(tmp_path)
    assert result.exit_code == 0, result.stderr
    assert "What we talked about, in Markdown." in (tmp_path / "feed" / "feed.xml").read_text(encoding="utf-8")


def test_make_has_every_target_that_the_readme_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", readme)) - {"the"} <= targets
