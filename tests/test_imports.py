"""Imports run downwards only, and a command loads no more than it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

# From the top down; what stands on one line may not import each other, but for the modules of one package.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("reports",),
    ("differing",),
    ("adopting",),
    ("chapter_lists", "checking", "any_feed", "health", "tagging", "starting"),
    ("fixes",),
    ("build", "explain", "table"),
    ("findings",),
    ("reading", "lone_file"),
    ("named_files",),
    ("tags", "remote", "downloads"),
    ("files", "workers", "lock", "feed_source"),
    ("staging",),
    ("ledger_update",),
    ("checks", "outputs"),
    ("online",),
    ("merge",),
    ("ledger",),
    ("chapters",),
    ("transcripts",),
    ("sources",),
    ("notes", "progress", "categories", "directories"),
    ("html_flow", "note_links", "timed_lines", "probe"),
    ("platforms",),
    ("model", "clock", "text", "urls", "errors", "layout", "private_file"),
    ("",),  # publisher/__init__.py: the version
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imports() -> Iterator[tuple[str, str]]:
    """Every import of a module of ours by another, as the names of their packages."""
    for path in sorted((ROOT / "publisher").rglob("*.py")):
        importer = path.relative_to(ROOT / "publisher").with_suffix("").parts[0].removesuffix("__init__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "publisher":
                parts = node.module.split(".")[1:]
                names = parts[:1] or [alias.name if alias.name in LEVEL else "" for alias in node.names]
                yield from ((importer, name) for name in names)


def test_every_module_has_a_layer() -> None:
    assert {name for pair in imports() for name in pair} <= LEVEL.keys()


def test_imports_run_downwards() -> None:
    upwards = {
        (importer, imported)
        for importer, imported in imports()
        if importer != imported and LEVEL[imported] <= LEVEL[importer]
    }
    allowed = {("table", "explain")}
    assert upwards - allowed == set()


def test_help_loads_nothing_slow() -> None:
    code = (
        "import sys\nfrom publisher.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = result.stdout.splitlines()[-1]
    for slow in ("lxml", "httpx", "PIL", "mutagen", "yaml", "feedgen", "rich", "nh3", "markdown_it"):
        assert f"'{slow}'" not in loaded
