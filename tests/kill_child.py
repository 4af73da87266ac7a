"""Run by test_kill.py, in a process of its own.

``once ROOT WANTED`` makes feed/ of a show folder hold what the folder WANTED holds.
``hold ROOT`` holds the lock until standard input ends.
``everywhere START WANTED KILLED`` does ``once`` on copies of START, KILLED/1, KILLED/2 and so on, and is killed in each
at another moment: right before and right after each call to the system. Says how many such moments there are.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, Final

from publisher.errors import PublisherError
from publisher.files import write_all
from publisher.lock import locked
from publisher.model import OutputFile

CALLS: Final = ("open", "fdopen", "mkdir", "chmod", "fsync", "replace", "unlink", "rmdir", "close")


def once(root: Path, wanted: Path) -> None:
    paths = sorted(path for path in wanted.rglob("*") if path.is_file())
    with locked(root):
        write_all(root, [OutputFile(path=str(path.relative_to(wanted)), content=path.read_bytes()) for path in paths])


def hold(root: Path) -> None:
    with locked(root):
        sys.stdout.write("held\n")
        sys.stdout.flush()
        sys.stdin.read()


def everywhere(start: Path, wanted: Path, killed: Path) -> None:
    for moment in count(1):
        root = shutil.copytree(start, killed / str(moment))
        child = os.fork()
        if child == 0:
            die_at(moment)
            once(root, wanted)
            os._exit(0)
        if os.waitpid(child, 0)[1] != signal.SIGKILL:
            shutil.rmtree(root)
            sys.stdout.write(str(moment - 1))
            return


def die_at(moment: int, calls: Iterable[str] = CALLS) -> None:
    """From here on each call to the system passes two moments, and this process does not outlive the given one."""
    moments = count(1)

    def pass_moment() -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*args: Any, **kwargs: Any) -> Any:
            pass_moment()
            result = call(*args, **kwargs)
            pass_moment()
            return result

        return watch

    for name in calls:
        setattr(os, name, watched(getattr(os, name)))


COMMANDS: Final[dict[str, Callable[..., None]]] = {"once": once, "hold": hold, "everywhere": everywhere}

if __name__ == "__main__":
    try:
        COMMANDS[sys.argv[1]](*map(Path, sys.argv[2:]))
    except PublisherError as error:
        sys.exit(f"{type(error).__name__}: {error}")
