"""What is remembered from run to run: what was written is read again, and nothing else can do harm."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from publisher.health.memory import Memory, memory_path, recall, remember

MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
MEMORIES = st.builds(
    Memory,
    run_at=MOMENTS,
    exit_code=st.none() | st.integers(0, 255),
    good_at=MOMENTS,
    announced=st.dictionaries(st.text(), st.text()),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(memory=MEMORIES)
def test_what_is_remembered_is_recalled(tmp_path_factory: Any, memory: Memory) -> None:
    path = memory_path(tmp_path_factory.getbasetemp() / "cache", Path("show"))
    remember(path, memory)
    assert recall(path) == memory


@given(values=st.fixed_dictionaries(dict.fromkeys(("run_at", "exit_code", "good_at", "announced"), JSON)) | JSON)
def test_a_damaged_file_harms_nobody(tmp_path_factory: Any, values: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.json"
    path.write_text(json.dumps({**values, "version": 1} if isinstance(values, dict) else values), encoding="utf-8")
    assert isinstance(recall(path), Memory)


def test_each_show_folder_has_a_memory_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    one, link, two = (memory_path(tmp_path, tmp_path / name) for name in ("one", "link", "two"))
    assert (one == link, one == two) == (True, False)
