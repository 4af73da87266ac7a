"""Fixtures that several test modules use."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.corpus import episode_paths, show_folder
from tests.here import read_here
from tests.needs import missing, real_files, tool
from tests.show_folders import build

# A shell that starts the tests in its background has them ignore Ctrl-C, which some of them are about.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What runs remember of each other stays among the tests, and nobody is told of them.
_CACHE = tempfile.TemporaryDirectory(prefix="publish-tests-")
os.environ["PUBLISH_CACHE"] = _CACHE.name
for _told in ("PUBLISH_PING_URL", "PUBLISH_PODPING_TOKEN", "PUBLISH_PODPING_URL"):
    os.environ.pop(_told, None)

# Examples are drawn anew on people's machines, and the same in CI; how long one takes is no test's business.
settings.register_profile(
    "ours", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ours")

READERS = Path(__file__).parent / "readers"


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Worker processes take a third of a second to start: only tests that are marked with ``workers`` read in them.

    The patch is its own: with that of a test, which would come before all other fixtures then, it would be undone last.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not request.node.get_closest_marker("workers"):
            read_here(patch)
        yield


@pytest.fixture(scope="session")
def corpus_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show of a hundred real episodes, built; tests leave it as it is."""
    real_files("corpus")
    folder = tmp_path_factory.mktemp("corpus") / "show"
    show_folder(folder, episode_paths())
    result = build(folder, now="2026-11-01T00:00+00:00")
    assert result.exit_code == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def partytime(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], dict[str, Any]]:
    """podcast-partytime, the reader that knows most of the podcast namespace."""
    node, npm = tool("node"), tool("npm")
    folder = tmp_path_factory.mktemp("readers")
    for path in READERS.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        missing("podcast-partytime (npm ci)")

    def read(feed: bytes) -> dict[str, Any]:
        result = subprocess.run([node, str(folder / "partytime.js")], input=feed, capture_output=True, check=True)
        parsed: dict[str, Any] = json.loads(result.stdout)
        return parsed

    return read
