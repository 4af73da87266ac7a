"""Names of hosts looked up, with an end to the waiting."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from publisher.probe.addresses import is_public
from publisher.probe.answer import Failure
from publisher.probe.attempt import Attempt
from publisher.probe.trouble import Trouble

Found: TypeAlias = tuple[int, int, int, str, tuple[Any, ...]]  # as socket.getaddrinfo gives it

_SURE_TO_EXIST: Final = "example.com"  # RFC 2606, kept alive by IANA


@dataclass(slots=True)
class Names:
    """The name service of this machine.

    A machine without network says of every name that it does not exist, so that is believed only once any name at
    all was found.
    """

    finds_names: bool = False  # whether any that only a name service knows was found
    _at_work: dict[tuple[str, int], Future[list[Found]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def addresses(self, host: str, port: int, attempt: Attempt, *, limit_s: float) -> list[Found]:
        """Every address of a host. Raises Trouble where there is none, or no answer in time."""
        try:
            found = self._lookup(host, port).result(timeout=attempt.timeout_s(limit_s))
        except TimeoutError as error:
            detail = f"the name {host} could not be looked up within {limit_s:g} s"
            raise attempt.too_slow(detail, Failure.NAMES_UNAVAILABLE) from error
        except CancelledError as error:
            raise attempt.failed(Failure.NAMES_UNAVAILABLE, f"the name {host} could not be looked up") from error
        except OSError as error:
            raise self._not_found(host, error, attempt, limit_s) from error
        except ValueError as error:  # a part of the name is empty, or longer than 63 characters
            raise Trouble(Failure.NOT_A_URL, "has no name of a host in it") from error
        if not found:
            raise Trouble(Failure.NAMES_UNAVAILABLE, f"the name {host} leads to no address")
        self.finds_names = self.finds_names or _is_remote_name(host)
        return found

    def _not_found(self, host: str, error: OSError, attempt: Attempt, limit_s: float) -> Trouble:
        is_missing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME
        if is_missing and self._work(attempt, limit_s):
            return Trouble(Failure.NO_SUCH_HOST, f"there is no host {host}")
        return Trouble(Failure.NAMES_UNAVAILABLE, f"the name {host} could not be looked up")

    def _work(self, attempt: Attempt, limit_s: float) -> bool:
        """Whether the name service finds names."""
        if not self.finds_names:
            try:
                lookup = self._lookup(_SURE_TO_EXIST, 443)
                self.finds_names = bool(lookup.result(timeout=attempt.timeout_s(limit_s)))
            except (OSError, ValueError, CancelledError):  # OSError: gaierror and TimeoutError too
                return False
        return self.finds_names

    def stop(self) -> None:
        """Nobody needs to wait any longer."""
        with self._lock:
            for future in self._at_work.values():
                future.cancel()

    def _lookup(self, host: str, port: int) -> Future[list[Found]]:
        """The lookup of a host, in a thread that nobody waits for longer than he wants: the system's has no limit."""
        with self._lock:
            future = self._at_work.get((host, port))
            if future is None:
                future = self._at_work[host, port] = Future()
                threading.Thread(target=self._run, args=(host, port, future), daemon=True).start()
        return future

    def _run(self, host: str, port: int, future: Future[list[Found]]) -> None:
        found: list[Found] = []
        failed: OSError | ValueError | None = None
        try:
            found = list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as error:
            failed = error
        with self._lock:
            del self._at_work[host, port]
        with suppress(InvalidStateError):  # nobody waits any more
            if failed is None:
                future.set_result(found)
            else:
                future.set_exception(failed)


def public_only(host: str, found: list[Found]) -> None:
    """Raises Trouble if any of the addresses is not public: a server that mixes them is up to something."""
    for *_, address in found:
        literal = str(address[0])
        if not is_public(literal):
            leads = "is" if literal == host else f"leads to {literal},"
            raise Trouble(Failure.NOT_PUBLIC, f"{host} {leads} no public address")


def _is_remote_name(host: str) -> bool:
    """Whether it is a name that only a name service knows: not a number, not a name of this machine."""
    first, _, last = host.rstrip(".").rpartition(".")
    return bool(first) and last[:1].isalpha()
