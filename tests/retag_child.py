"""Run by test_retag_kill.py, in a process of its own.

``once ROOT`` tags the recording of a show folder, and says what stood against it.
``unasked ROOT`` does so without asking for room before.
``many ROOT`` does so with workers.
``everywhere START KILLED`` does it on copies of START, KILLED/1, KILLED/2 and so on, and is killed in each at another
moment: right before and right after each call to the system. Says how many such moments there are.
``after ROOT`` reads numbers of seconds, and for each of them tags the recording in a process that is killed so many
seconds later. Says after each whether it was in time to be killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final

from publisher.progress import no_progress
from publisher.tags import copying
from publisher.tags.held import Options
from publisher.tags.many import Job, retag_all, tag_workers
from publisher.tags.retag import Mode
from tests import kill_child
from tests.tag_samples import AUDIO, TITLED, tag

CALLS: Final = (*kill_child.CALLS, "copy_file_range", "chown", "setxattr", "lstat")


def once(root: Path) -> None:
    sys.stdout.write(tag(root).left)


def unasked(root: Path) -> None:
    copying.__dict__["_require_room"] = lambda folder, needed_bytes: None
    once(root)


def many(root: Path) -> None:
    with tag_workers(root, [AUDIO]) as workers:
        retag_all(root, [Job(path=AUDIO, wanted=TITLED)], Options(), Mode(), workers, no_progress)


def everywhere(start: Path, killed: Path) -> None:
    for moment in count(1):
        root = shutil.copytree(start, killed / str(moment))
        child = os.fork()
        if child == 0:
            kill_child.die_at(moment, CALLS)
            tag(root)
            os._exit(0)
        if os.waitpid(child, 0)[1] != signal.SIGKILL:
            shutil.rmtree(root)
            sys.stdout.write(str(moment - 1))
            return


def after(root: Path) -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(bool(tag(root).left))
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        sys.stdout.write("killed\n" if os.waitpid(child, 0)[1] == signal.SIGKILL else "done\n")
        sys.stdout.flush()


COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "once": once,
    "unasked": unasked,
    "many": many,
    "everywhere": everywhere,
    "after": after,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*map(Path, sys.argv[2:]))
