"""How a show is built while nobody looks: a workflow of GitHub Actions, a systemd timer, or a line for cron."""

from __future__ import annotations

import json
import shlex
import zlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from publisher import __version__
from publisher.layout import FEED_FOLDER, LEDGER_FILE
from publisher.starting.filling import filled

WORKFLOW_PATH: Final = ".github/workflows/publish.yml"

_PACKAGE: Final = "podcast-publisher"
_CROWDED_MINUTES: Final = frozenset(range(0, 60, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The git repository that a show lies in."""

    root: Path
    branch: str
    has_lfs: bool  # whether any of its files lie in Git LFS


def repository_of(folder: Path) -> Repository | None:
    """The repository that a folder is, or lies in; a folder that is still to be made has none of its own."""
    root = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    if root is None:
        return None
    return Repository(root=root, branch=_branch(root), has_lfs="filter=lfs" in _text(root / ".gitattributes"))


def workflow(folder: Path, repository: Repository, publisher: str, *, pages_feed_url: str = "") -> str:
    """The text of a workflow that builds the show and commits feed/.

    With ``pages_feed_url``, the address of its feed, it puts feed/ and audio/ on GitHub Pages instead.
    ``publisher`` is what pip is to install.
    """
    against = f" --against {shlex.quote(pages_feed_url)}" if pages_feed_url else ""
    lfs = ("          lfs: true",) if repository.has_lfs else ()
    committed = LEDGER_FILE if pages_feed_url else f"{FEED_FOLDER} {LEDGER_FILE}"
    is_out = "steps.site.outputs.deploy != 'yes'" if pages_feed_url else "steps.commit.outputs.unchanged == 'yes'"
    return filled(
        "workflow.yml",
        minute=str(minute_of(folder.name)),
        branch=_escaped(repository.branch),
        publisher=_escaped(publisher),
        folder=_escaped(folder.relative_to(repository.root).as_posix()),
        install=_install("          persist-credentials: false", *lfs),
        against=against,
        publish=filled(
            "workflow-pages.yml" if pages_feed_url else "workflow-commit.yml",
            install=_install(*lfs),
            against=against,
            commit=filled("workflow-commit-step.yml", committed=committed, is_out=is_out),
            announce=filled("workflow-announce.yml"),
        ),
    )


def _install(*settings: str) -> str:
    """The steps that every job of the workflow begins with; ``settings`` are those of the checkout."""
    lines = ("        with:", *settings, "") if settings else ()
    return filled("workflow-install.yml", checkout="\n".join(lines))


def systemd_units(folder: Path, units: Path, command: str) -> dict[str, str]:
    """The text of publish.service and publish.timer, by name, for user units that lie in the folder ``units``."""
    shown = str(folder).replace("%", "%%")
    return {
        "publish.service": filled(
            "publish.service",
            quoted_units=shlex.quote(str(units)),
            shown_folder=shown,
            working_directory=shown,
            command=_unit_word(command),
            writable=_unit_word(str(folder)),
        ),
        "publish.timer": filled("publish.timer", shown_folder=shown, minute=f"{minute_of(folder.name):02}"),
    }


def cron_line(folder: Path, command: str) -> str:
    """A line for ``crontab -e``: every hour, with a mail only where a build fails; publish has its own lock."""
    build = f"{shlex.quote(command)} build -C {shlex.quote(str(folder))}".replace("%", r"\%")
    return f'{minute_of(folder.name)} * * * * said=$({build} 2>&1) || echo "$said"'


def minute_of(name: str) -> int:
    """A minute of the hour for a show, the same every time, and none at which all the world's machines are at work.

    >>> minute_of("my-show"), minute_of("another")
    (53, 31)
    """
    minutes = [minute for minute in range(60) if minute not in _CROWDED_MINUTES]
    return minutes[zlib.crc32(name.encode("utf-8", "surrogatepass")) % len(minutes)]


def own_requirement() -> tuple[str, bool]:
    """What pip would install to get this very program, and whether that is sure (PEP 610).

    It is not where the program came out of a folder of this machine: nobody else can install it from there.
    """
    named = f"{_PACKAGE}=={__version__}"
    try:
        origin = json.loads(distribution(_PACKAGE).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return named, False
    vcs, url = origin.get("vcs_info"), origin.get("url", "")
    if vcs:
        return f"{_PACKAGE} @ {vcs['vcs']}+{url}@{vcs['commit_id']}", True
    return (f"{_PACKAGE} @ {url}", True) if url.startswith("https://") else (named, not url)


def _branch(root: Path) -> str:
    """The branch that is checked out; in a linked work tree .git is a file, and says nothing of it."""
    reference = _text(root / ".git" / "HEAD").strip().partition("ref: refs/heads/")[2]
    return reference or "main"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _escaped(text: str) -> str:
    """For the inside of double quotes in YAML."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _unit_word(text: str) -> str:
    """One word of a systemd unit. https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html"""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
