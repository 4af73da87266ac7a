"""Fixes of a hundred real episode files: only the values that are meant change, and none that is right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from publisher.fixes import KnownOnline, Plan, edit, plan, write
from tests.corpus import episode_paths, front_matter
from tests.fixed import laid_out, merged
from tests.needs import real_files

APPLE = "https://podcasts.apple.com/us/podcast/a-show/id1541710331?i="
RIGHT, WRONG = "ab-testing-and-product-experimentation", "algorithms-data-structures-for-engineers"
LENGTHS_MS = {RIGHT: 3_940_000, WRONG: 60_000}


@dataclass(frozen=True)
class Row:
    """An episode in Apple's list."""

    page_url: str
    title: str
    guid: str | None = None
    enclosure_url: str | None = None


@dataclass(frozen=True)
class Mended:
    """The folder of the corpus after its fixes, and its episode files before them."""

    folder: Path
    plan: Plan
    before: dict[str, bytes]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (folder / "episodes").glob("*.md")}


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Mended:
    """Two files have recordings, one of them the wrong one; Apple knows three episodes without a link, one surely."""
    real_files("corpus")
    before = {path.stem: path.read_bytes() for path in episode_paths()}
    folder = laid_out(tmp_path_factory.mktemp("fixes"), before)
    show = merged(folder, LENGTHS_MS)
    titles = {one.known.file.stem: one.values["title"] for one in show.episodes}
    listed = (
        Row(f"{APPLE}1&uo=4", titles["crisp-dm"]),
        Row(f"{APPLE}2&uo=4", titles["data-team-roles"]),
        Row(f"{APPLE}3&uo=4", titles["data-team-roles"]),
        Row(f"{APPLE}4&uo=4", f"{titles['technical-writing-for-data-scientists']} (S1E2)"),
    )
    planned = plan(show, KnownOnline(apple=listed))
    assert write(folder, edit(folder, planned)).left == ()
    return Mended(folder=folder, plan=planned, before=before)


def test_what_is_fixed_and_what_is_offered(mended: Mended) -> None:
    kinds = Counter((fix.key, re.sub("'.*'|audio/.*", "…", fix.why)) for fix in mended.plan.fixes)
    assert kinds == {
        ("links.spotify", "without tracking"): 50,
        ("ids.anchor", "the id in it, without the path around it"): 40,
        ("ids.anchor", "the id in it, without …"): 1,
        ("ids.youtube", "the id in it, without …"): 1,
        ("links.youtube", "without a time that says nothing"): 1,
        ("links.apple", "its title in Apple's list"): 1,
        ("duration", "the length of …"): 1,
    }
    offers = Counter((offer.key, len(offer.candidates)) for offer in mended.plan.offers)
    assert offers == {("links.anchor", 1): 8, ("links.apple", 2): 1, ("links.apple", 1): 1, ("duration", 1): 1}


def test_only_the_values_change(mended: Mended) -> None:
    after = contents(mended.folder)
    fixes = {(Path(fix.place.path).stem, fix.place.line): fix for fix in mended.plan.fixes}
    changed: dict[tuple[str, int], tuple[str, str]] = {}
    for stem, content in mended.before.items():
        old, new = content.decode().split("\n"), after[stem].decode().split("\n")
        lines = enumerate(zip(old, new, strict=True), start=1)
        changed |= {(stem, number): pair for number, pair in lines if pair[0] != pair[1]}
    expected = {at: (f"{fix.keys[-1]}: {fix.old}", f"{fix.keys[-1]}: {fix.new}") for at, fix in fixes.items()}
    assert {at: (old.strip(), new.strip()) for at, (old, new) in changed.items()} == expected


def test_another_reader_finds_nothing_else_changed(mended: Mended, tmp_path: Path) -> None:
    for stem, content in mended.before.items():
        (tmp_path / f"{stem}.md").write_bytes(content)
        expected = front_matter(tmp_path / f"{stem}.md")
        for fix in mended.plan.fixes:
            if Path(fix.place.path).stem == stem:
                *sections, key = fix.keys
                values = expected[sections[0]] if sections else expected
                assert isinstance(values, dict)
                assert values[key] == fix.old
                values[key] = fix.new
        assert front_matter(mended.folder / "episodes" / f"{stem}.md") == expected


def test_what_is_damaged_comes_back_byte_for_byte_and_nothing_else_changes(mended: Mended, tmp_path: Path) -> None:
    link, identifier = r"  youtube: https://www.youtube.com/watch\?v=[\w-]{11}\n", r"  youtube: [\w-]{11}\n"
    damages = [
        (link, "  youtube: TODO\n"),
        (link, ""),
        (identifier, "  youtube:\n"),
        ("  anchor: [A-Z].*\n", "  anchor: xxx\n"),
        (rf"ids:\n  anchor: .*\n{identifier}", ""),
    ]
    right = contents(mended.folder)
    unsure = {Path(offer.place.path).stem for offer in mended.plan.offers}
    damaged = {}
    for number, stem in enumerate(sorted(right.keys() - unsure)):
        pattern, damage = damages[number % 5]
        if number % 10 < 5:
            damaged[stem] = re.sub(f"^{pattern}", damage, right[stem].decode(), count=1, flags=re.MULTILINE).encode()
    folder = laid_out(tmp_path, right | damaged)
    again = plan(merged(folder, {RIGHT: LENGTHS_MS[RIGHT]}))
    lost = sum(content != right[stem] for stem, content in damaged.items())
    whole = sum(b"\nids:\n" not in content for content in damaged.values())
    assert len(again.fixes) == lost + whole > 45
    assert whole > 4
    write(folder, edit(folder, again))
    assert contents(folder) == right
