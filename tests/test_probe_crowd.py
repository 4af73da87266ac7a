"""Many jobs side by side: fair, polite, and stopped without a trace."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import pytest

from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.crowd import Job, ask_all
from publisher.probe.prober import Prober
from tests.loopback import Asked, Loopback, Reply
from tests.probing import prober


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback({"/": Reply()}) as server:
        yield server


def job(url: str, host: str = "here") -> Job[Answer]:
    return Job(host=host, run=lambda asking: asking.ask(Request(url=url)))


def names_of_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("probe")}


def test_every_job_gives_its_result(server: Loopback) -> None:
    server.routes |= {f"/{number}": Reply(status=200 + number) for number in range(60)}
    with prober() as asking:
        results = dict(ask_all(asking, [job(server.url(f"/{number}"), str(number % 7)) for number in range(60)]))
    assert {index: answer.status for index, answer in results.items()} == {index: 200 + index for index in range(60)}
    assert list(ask_all(prober(), [])) == []


def test_two_jobs_of_a_host_at_a_time_and_the_hosts_side_by_side() -> None:
    """Four jobs, two of each host, wait until all four are at work; there are more of the first host."""
    together = threading.Barrier(4)
    lock = threading.Lock()
    at_work: list[str] = []
    crowds: list[int] = []

    def meet(host: str) -> Callable[[Prober], str]:
        def run(_: Prober) -> str:
            with lock:
                at_work.append(host)
                crowds.append(at_work.count(host))
            together.wait(timeout=20)
            with lock:
                at_work.remove(host)
            return host

        return run

    hosts = ["a"] * 6 + ["b"] * 6
    with prober() as asking:
        results = [host for _, host in ask_all(asking, [Job(host=host, run=meet(host)) for host in hosts])]
    assert sorted(results) == hosts
    assert max(crowds) == 2


def test_a_host_with_many_jobs_does_not_keep_others_waiting() -> None:
    started: list[str] = []

    def run(host: str) -> Callable[[Prober], None]:
        return lambda _: started.append(host)

    hosts = ["big"] * 500 + [f"small-{number}" for number in range(40)]
    with prober() as asking:
        for _ in ask_all(asking, [Job(host=host, run=run(host)) for host in hosts]):
            pass
    assert len(started) == 540
    last_of_small = max(index for index, host in enumerate(started) if host != "big")
    assert last_of_small < 300


def test_progress_counts_and_names_the_host_at_work(server: Loopback) -> None:
    seen: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, host: str) -> None:
        seen.append((done, total, host))

    with prober() as asking:
        list(ask_all(asking, [job(server.url("/"), "here.example")] * 5, progress))
    assert sorted({done for done, _, _ in seen}) == [0, 1, 2, 3, 4, 5]
    assert {total for _, total, _ in seen} == {5}
    assert {host for _, _, host in seen} <= {"here.example", ""}
    assert seen[-1] == (5, 5, "")


def test_ctrl_c_keeps_what_is_known(server: Loopback) -> None:
    """One job is done, two never will be: there someone loses patience."""
    silent, came = threading.Event(), threading.Event()
    known: dict[int, Answer] = {}
    main = threading.main_thread().ident
    assert main is not None

    def never(_: Asked) -> Reply:
        silent.set()
        return Reply(hold=True)

    def loses_patience(_: Asked) -> Reply:
        assert silent.wait(20)
        assert came.wait(20)
        signal.pthread_kill(main, signal.SIGINT)
        return Reply(hold=True)

    server.routes |= {"/never": never, "/last": loses_patience}
    jobs = [job(server.url("/")), job(server.url("/never")), job(server.url("/last")), job(server.url("/"))]
    asking = Prober(prober().settings)
    with asking, suppress(KeyboardInterrupt):
        for index, answer in ask_all(asking, jobs):
            known[index] = answer
            came.set()
        pytest.fail("it went on")
    assert {index: answer.status for index, answer in known.items()} == {0: 200}
    assert names_of_threads() == set()
    assert asking.ask(Request(url=server.url("/"))).failure is Failure.INTERRUPTED


def test_leaving_early_stops_the_rest(server: Loopback) -> None:
    server.routes["/never"] = Reply(hold=True)
    jobs = [job(server.url("/"), "a"), *[job(server.url("/never"), str(number)) for number in range(50)]]
    with Prober(prober().settings) as asking, closing(ask_all(asking, jobs)) as results:
        assert next(results)[0] == 0
    assert names_of_threads() == set()
    assert server.count("/never") <= 50


def test_a_prober_serves_one_crowd_after_the_other(server: Loopback) -> None:
    with prober() as asking:
        for _ in range(3):
            with closing(ask_all(asking, [job(server.url("/"))] * 4)) as results:
                assert [next(results)[1].status for _ in range(4)] == [200] * 4


def test_a_fault_of_a_job_is_not_swallowed(server: Loopback) -> None:
    def broken(_: Prober) -> Answer:
        raise ZeroDivisionError

    server.routes["/never"] = Reply(hold=True)
    jobs = [job(server.url("/never"), "a"), Job(host="b", run=broken)]
    with pytest.raises(ZeroDivisionError), Prober(prober().settings) as asking:
        list(ask_all(asking, jobs))
    assert names_of_threads() == set()
