"""What a reader of a file may do to its process."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path


def double(number: int) -> int:
    return number * 2


def own_process(_: int) -> int:
    return os.getpid()


def loop_for_ever(_: int) -> None:
    while True:
        pass


def eat_memory(size_bytes: int) -> int:
    return len(bytearray(size_bytes))


def crash(_: int) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def read_from_nowhere(_: int) -> bytes:
    return ctypes.string_at(0)


def raise_nothing_said(_: int) -> None:
    raise IndexError


def raise_long_story(_: int) -> None:
    raise KeyError("a\nb" + "c" * 10_000)


def leave(_: int) -> None:
    raise SystemExit(3)


def return_unpicklable(_: int) -> Callable[[], None]:
    return lambda: None


def large(size_bytes: int) -> bytes:
    return bytes(size_bytes)


def double_unless(number: int, culprit: int, deed: Callable[[int], object]) -> object:
    return deed(number) if number == culprit else double(number)


def say_and_loop(fifo: str) -> None:
    with Path(fifo).open("wb", buffering=0) as alive:
        alive.write(b"in a loop\n")
        loop_for_ever(0)
