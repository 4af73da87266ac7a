"""A key is put into a front matter, and every other byte of the file stays."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.sources.front_matter import parse_front_matter
from publisher.sources.front_matter_edit import EditError, with_key
from tests.corpus import episode_paths
from tests.needs import real_files

VALUE = [{"start": "00:00:00", "title": "Opening"}, {"start": "00:01:02.500", "title": "A: \"quoted\" # title, 'so'"}]


def written(text: str) -> object:
    """What another reader of YAML finds under the key."""
    keys = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n---", 1)[0].removeprefix("---\n")
    loaded = yaml.safe_load(keys.split("\n00:00\n", 1)[0])
    return loaded["chapters"]


@pytest.mark.parametrize(
    ("before", "line", "behind"),
    [
        ("---\ntitle: One\n---\nNotes\n", "title: One\n", "---\nNotes\n"),
        ("---\ntitle: One  # why\n\n# said\ntranscript:\n- line: Hi\n---\n", "# why\n", "\n# said\ntranscript:"),
        ("---\ntitle: One\n\n\n00:00\nAda\nHi.\n---\n", "title: One\n", "\n\n00:00\nAda\n"),
        ("---\ntitle: One\nchapters: TODO\nimage: a.jpg\n---\n", "title: One\n", "image: a.jpg\n---\n"),
        ("---\ntitle: One\nchapters:\n---\n", "title: One\n", "---\n"),
        ("---\ntitle: One\nchapters: []\nimage: a.jpg\n---\n", "title: One\n", "image: a.jpg\n---\n"),
        ("---\nintro: |\n  # no comment\n# a comment\ntranscript: []\n---\n", "# no comment\n", "# a comment\n"),
        ("---\ntitle: 'One\n\n  and two'\n---\n", "and two'\n", "---\n"),
        ("---\n---\n", "---\n", "---\n"),
    ],
)
def test_only_the_key_is_put_in(before: str, line: str, behind: str) -> None:
    after = with_key(before, "chapters", VALUE, before="transcript")
    start = after.index("chapters:\n- start:")
    assert after[:start].endswith(line)
    end = after.index(behind, start)
    assert written(after) == VALUE
    rest = after[:start] + after[end:]
    assert rest == "".join(part for part in before.splitlines(True) if not part.startswith("chapters:"))


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(line_end: str, mark: str) -> None:
    before = f"{mark}---\ntitle: One\n---\nNotes\n".replace("\n", line_end)
    after = with_key(before, "chapters", VALUE)
    assert after.startswith(f"{mark}---{line_end}title: One{line_end}chapters:{line_end}- start:")
    assert after.endswith(f"{line_end}---{line_end}Notes{line_end}")
    assert after.replace(line_end, "").isprintable() or mark


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("---\ntitle: One\nchapters:\n- start: 0\n  title: Mine\n---\n", "already, in line 3"),
        ("no front matter\n", "line 1: the front matter is missing"),
        ("---\n{title: One}\n---\n", "by hand"),
    ],
)
def test_what_cannot_be_put_in_is_refused(before: str, words: str) -> None:
    with pytest.raises(EditError, match=words):
        with_key(before, "chapters", VALUE)


def test_a_comment_behind_an_empty_key_stays() -> None:
    after = with_key("---\nchapters: TODO  # ask Ada\n---\n", "chapters", VALUE)
    assert after.startswith("---\nchapters:  # ask Ada\n- start:")
    assert written(after) == VALUE


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1, max_size=5))
def test_any_title_reads_back(titles: list[str]) -> None:
    value = [{"start": "00:00:00", "title": title} for title in titles]
    assert written(with_key("---\ntitle: One\n---\n", "chapters", value)) == value


def test_real_files_keep_every_other_byte() -> None:
    real_files("corpus")
    files = episode_paths()
    for path in files:
        before = path.read_bytes().decode()
        after = with_key(before, "chapters", VALUE, before="transcript")
        start = after.index("\nchapters:\n") + 1
        assert after[:start] + after[start + len(after) - len(before) :] == before
        assert parse_front_matter("", after).value is not None
    assert len(files) == 100
