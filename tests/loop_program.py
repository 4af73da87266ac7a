"""Run by test_workers.py: a program whose worker loops for ever, holding a FIFO open as long as it lives."""

from __future__ import annotations

import sys

from publisher.workers import Workers
from tests import worker_jobs

if __name__ == "__main__":
    with Workers(deadline_s=3.0) as workers:
        list(workers.each(worker_jobs.say_and_loop, [(sys.argv[1],)]))
