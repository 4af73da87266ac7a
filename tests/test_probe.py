"""What a URL answers, however slow, broken or hostile its server is."""

from __future__ import annotations

import gzip
import logging
import threading
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.prober import Prober
from tests.loopback import Asked, Loopback, Reply, redirect
from tests.probing import FakeNames, FakeTime, ask, prober

TOO_SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback({"/": Reply(body=b"hello", headers={"ETag": '"1"'})}) as server:
        yield server


def test_head_and_get(server: Loopback) -> None:
    head, whole = (ask(server.url("/"), method) for method in ("HEAD", "GET"))
    assert (head.status, head.body, whole.body, whole.is_whole) == (200, b"", b"hello", True)
    assert (head.headers["etag"], head.headers["content-length"]) == ('"1"', "5")
    assert (head.failure, head.detail, head.permanent_url) == (None, "answers 200 OK", None)


@pytest.mark.parametrize("status", [201, 204, 304, 400, 401, 403, 404, 405, 410, 418, 451, 500, 502, 599, 799, 999])
def test_any_status_is_an_answer(status: int, server: Loopback) -> None:
    server.routes["/s"] = Reply(status=status, reason="\x1b]0;SECRET-123\x07")
    answer = ask(server.url("/s"))
    assert (answer.status, answer.failure) == (status, None)
    assert answer.detail.startswith(f"answers {status}")
    assert answer.detail.isprintable()
    assert "SECRET" not in answer.detail


def test_ranges_right_and_wrong(server: Loopback) -> None:
    sound = b"0123456789"
    server.routes |= {"/right": Reply(body=sound, ranges="right"), "/wrong": Reply(body=sound, ranges="wrong")}
    server.routes["/ignored"] = Reply(body=sound)
    answers = [ask(server.url(f"/{how}"), headers={"Range": "bytes=0-0"}) for how in ("right", "wrong", "ignored")]
    assert [(answer.status, answer.body) for answer in answers] == [(206, b"0"), (206, b"1"), (200, sound)]
    assert answers[0].headers["content-range"] == "bytes 0-0/10"


def test_redirects_are_followed_and_kept(server: Loopback) -> None:
    server.routes |= {"/1": redirect("/2?a=b", 301), "/2": redirect("./3", 308), "/3": redirect("/", 302)}
    answer = ask(server.url("/1"))
    assert (answer.status, answer.url, answer.body) == (200, server.url("/"), b"hello")
    assert [(hop.url, hop.status, hop.location) for hop in answer.hops] == [
        (server.url("/1"), 301, server.url("/2?a=b")),
        (server.url("/2?a=b"), 308, server.url("/3")),
        (server.url("/3"), 302, server.url("/")),
    ]
    assert answer.permanent_url is None


def test_a_chain_of_permanent_redirects_has_an_end_worth_writing_down(server: Loopback) -> None:
    server.routes |= {"/old": redirect("/newer", 308), "/newer": redirect("/", 301)}
    assert ask(server.url("/old#t=30"), "HEAD").permanent_url == server.url("/#t=30")
    server.routes["/"] = Reply(raw=b"nonsense")
    assert ask(server.url("/old")).permanent_url is None


def test_redirects_without_end_or_aim(server: Loopback) -> None:
    server.routes |= {f"/{number}": redirect(f"/{number + 1}") for number in range(1, 12)}
    server.routes |= {"/12": Reply(), "/a": redirect("/b"), "/b": redirect("/a"), "/self": redirect("/self")}
    answers = {path: ask(server.url(path)) for path in ("/1", "/2", "/a", "/self")}
    assert {path: answer.failure for path, answer in answers.items()} == {
        "/1": Failure.TOO_MANY_REDIRECTS,
        "/2": None,  # ten
        "/a": Failure.TOO_MANY_REDIRECTS,
        "/self": Failure.TOO_MANY_REDIRECTS,
    }
    assert (len(answers["/1"].hops), len(answers["/2"].hops), len(answers["/a"].hops)) == (10, 10, 1)
    server.routes["/aimless"] = Reply(status=302)
    assert (ask(server.url("/aimless")).status, ask(server.url("/aimless")).failure) == (302, None)


def test_no_more_of_a_body_is_kept_than_was_asked_for(server: Loopback) -> None:
    server.routes |= {"/long": Reply(body=b"x" * 1001), "/just": Reply(body=b"x" * 1000)}
    server.routes["/endless"] = Reply(body=b"x" * 700, endless=True)
    answers = [ask(server.url(path), max_bytes=1000) for path in ("/long", "/just", "/endless")]
    assert [(len(answer.body), answer.is_whole) for answer in answers] == [(1000, False), (1000, True), (1000, False)]
    assert [answer.failure for answer in answers] == [None] * 3


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "GZIP", "identity, x", ", ".join(["gzip"] * 2000)])
def test_compressed_bodies_are_refused_and_not_decoded(encoding: str, server: Loopback) -> None:
    bomb = gzip.compress(gzip.compress(bytes(10_000_000)))
    server.routes["/bomb"] = Reply(body=bomb, headers={"Content-Encoding": encoding})
    answer = ask(server.url("/bomb"))
    assert (answer.failure, answer.body, answer.status) == (Failure.ENCODED, b"", 200)
    server.routes["/bomb"] = Reply(status=404, body=bomb, headers={"Content-Encoding": encoding})
    gone = ask(server.url("/bomb"))  # what is gone is gone, in whichever way that is said
    assert (gone.failure, gone.body, gone.status) == (None, b"", 404)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 000 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\x00: \x00\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 5_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 25_000 + b"HTTP/1.1 200 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2 SECRET-123\r\n",
    ],
    ids=lambda raw: raw[:40].decode("latin-1"),
)
def test_what_is_no_answer(raw: bytes, server: Loopback) -> None:
    server.routes["/raw"] = Reply(raw=raw)
    answer = ask(server.url("/raw"))
    assert (answer.status, answer.failure) == (None, Failure.BAD_ANSWER)
    assert "127.0.0.1" in answer.detail
    assert "SECRET" not in answer.detail
    assert server.count("/raw") == 3  # it may have been a mishap


@pytest.mark.parametrize(
    "raw", [TOO_SHORT, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz"], ids=["length", "chunks"]
)
def test_an_answer_that_is_cut_off_is_known_so_far(raw: bytes, server: Loopback) -> None:
    server.routes["/cut"] = Reply(raw=raw)
    answer = ask(server.url("/cut"))
    assert (answer.status, answer.failure, answer.is_whole) == (200, Failure.BAD_ANSWER, False)
    assert ask(server.url("/cut"), "HEAD").failure is None


def test_resets_and_refusals(server: Loopback) -> None:
    server.routes["/reset"] = Reply(reset=True)
    assert ask(server.url("/reset")).failure is Failure.BAD_ANSWER
    with Loopback() as gone:
        url = gone.url("/")
    time = FakeTime()
    answer = ask(url, time=time, retries=2)
    assert (answer.failure, answer.detail) == (Failure.REFUSED, "127.0.0.1 refuses connections")
    assert len(time.naps) == 2


def test_silence_ends_with_a_failure(server: Loopback) -> None:
    server.routes |= {"/silent": Reply(hold=True), "/late": [Reply(hold=True), Reply(body=b"now")]}
    silent = ask(server.url("/silent"), read_timeout_s=0.05, retries=1)
    assert (silent.failure, silent.status, server.count("/silent")) == (Failure.TIMEOUT, None, 2)
    assert ask(server.url("/late"), read_timeout_s=0.4, retries=1).body == b"now"


@pytest.mark.parametrize("drip", ["head", "body"])
def test_a_drip_does_not_outlast_the_deadline(drip: str, server: Loopback) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n" + b"\r\n" * (drip == "body")
    server.routes["/drip"] = Reply(raw=head + b"X:" + b"x" * 9000, drip=True)
    answer = ask(server.url("/drip"), time=FakeTime(seconds_per_look=0.5), link_deadline_s=80)
    assert (answer.failure, answer.detail) == (Failure.TIMEOUT, "took longer than 80 s")
    assert answer.status == (200 if drip == "body" else None)


def test_the_deadline_holds_over_redirects_and_retries(server: Loopback) -> None:
    server.routes |= {f"/{number}": redirect(f"/{number + 1}") for number in range(9)}
    assert ask(server.url("/0"), time=FakeTime(seconds_per_look=3)).failure is Failure.TIMEOUT
    time = FakeTime()
    server.routes["/busy"] = Reply(status=503)
    answer = ask(server.url("/busy"), time=time, retries=100, link_deadline_s=20)
    assert (answer.status, answer.failure) == (503, None)
    assert 10 < time.now < 20
    assert time.naps == sorted(time.naps)  # longer and longer


def test_the_deadline_of_the_run_ends_all(server: Loopback) -> None:
    with prober(FakeTime(seconds_per_look=1), run_deadline_s=50, link_deadline_s=1000) as asking:
        answers = [asking.ask(Request(url=server.url("/"))) for _ in range(20)]
    failures = [answer.failure for answer in answers]
    assert failures[0] is None
    assert failures[-1] is Failure.INTERRUPTED
    assert answers[-1].detail == "the time for the whole run is over"
    assert len(server.asked) <= failures.count(None) + 1


@pytest.mark.parametrize(
    ("wanted", "headers"),
    [
        (7, {"Retry-After": "7"}),
        (9, {"Retry-After": "Sun, 01 Nov 2026 12:00:09 GMT"}),
        (5, {"Retry-After": "Mon, 02 Nov 2026 00:00:05 GMT", "Date": "Mon, 02 Nov 2026 00:00:00 GMT"}),
    ],
    ids=["seconds", "date", "date on the clock of the server"],
)
def test_retry_after_is_obeyed(wanted: float, headers: dict[str, str], server: Loopback) -> None:
    time = FakeTime()
    server.routes["/busy"] = [Reply(status=429, headers=headers), Reply(body=b"now")]
    assert ask(server.url("/busy"), time=time).body == b"now"
    assert time.naps == [wanted]


@pytest.mark.parametrize("text", ["soon", "", "-5", "1.5", "99:99", "\xb2", "Thu, 32 Foo 2026 99:99:99 GMT"])
def test_a_retry_after_that_says_nothing_is_answered_with_patience(text: str, server: Loopback) -> None:
    time = FakeTime()
    server.routes["/busy"] = [Reply(status=503, headers={"Retry-After": text}), Reply(body=b"now")]
    assert ask(server.url("/busy"), time=time).body == b"now"
    assert 0 < time.now < 5


@pytest.mark.parametrize("wait", ["3600", "9" * 400, "Sun, 01 Nov 2026 13:00:00 GMT"])
def test_a_host_that_wants_to_be_left_alone_is(wait: str, server: Loopback) -> None:
    time = FakeTime()
    server.routes["/busy"] = Reply(status=429, headers={"Retry-After": wait})
    with prober(time) as asking:
        first, second = (asking.ask(Request(url=server.url(path))) for path in ("/busy", "/"))
    assert (first.status, first.failure, first.detail[:40]) == (429, None, "answers 429 Too Many Requests and wants ")
    assert (second.status, second.failure) == (None, Failure.NOT_ASKED)
    assert (len(server.asked), time.naps) == (1, [])
    assert "wants to be left alone" in second.detail


def test_patience_has_an_end(server: Loopback) -> None:
    time = FakeTime()
    server.routes |= {"/busy": Reply(status=429), "/late": Reply(status=503, headers={"Retry-After": "25"})}
    assert (ask(server.url("/busy"), time=time).status, server.count("/busy"), len(time.naps)) == (429, 3, 2)
    assert (ask(server.url("/late")).status, server.count("/late")) == (
        503,
        2,
    )  # a third time would be past the deadline
    server.routes["/broken"] = Reply(status=500)
    assert (ask(server.url("/broken")).status, server.count("/broken")) == (500, 1)


def test_a_host_that_is_never_there_is_given_up() -> None:
    with Loopback() as gone:
        url = gone.url("/")
    time = FakeTime()
    with prober(time) as asking:
        answers = [asking.ask(Request(url=url)) for _ in range(100)]
    assert {answer.failure for answer in answers[:6]} == {Failure.REFUSED}
    assert {answer.failure for answer in answers[6:]} == {Failure.NOT_ASKED}
    assert "refuses connections" in answers[-1].detail
    assert len(time.naps) == 12


def test_a_host_that_is_there_now_and_then_is_asked_on(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    FakeNames(monkeypatch, {"shaky.example": [*[()] * 4, ["127.0.0.1"]] * 4})
    server.routes["/"] = Reply(keeps_alive=False)
    with prober(retries=0) as asking:
        answers = [asking.ask(Request(url=f"http://shaky.example:{server.port}/")) for _ in range(20)]
    assert [answer.failure for answer in answers] == [*[Failure.NAMES_UNAVAILABLE] * 4, None] * 4


def test_a_connection_is_used_again(server: Loopback) -> None:
    server.routes["/to"] = redirect("/")
    with prober() as asking:
        for method in ("HEAD", "GET", "HEAD"):
            assert asking.ask(Request(url=server.url("/to"), method=method)).status == 200
    assert (len(server.asked), server.connections) == (6, 1)


def test_a_kept_connection_that_is_dead_costs_no_retry(server: Loopback) -> None:
    gone_after_one = set()

    def hangs_up(asked: Asked) -> Reply:
        """A server that reads the second request on a connection, and closes it."""
        if asked.connection in gone_after_one:
            return Reply(raw=b"")
        gone_after_one.add(asked.connection)
        return Reply(body=b"hello")

    server.routes["/"] = hangs_up
    with prober(retries=0) as asking:
        answers = [asking.ask(Request(url=server.url("/"), method="GET")) for _ in range(3)]
    assert [answer.body for answer in answers] == [b"hello"] * 3


@pytest.mark.parametrize("length", [10, 100_000])
def test_a_body_after_a_head_is_not_taken_for_the_next_answer(length: int, server: Loopback) -> None:
    server.routes["/head"] = Reply(body=b"<p>hello</p>\r\n" * length, body_after_head=True)
    with prober(retries=0) as asking:
        answers = [asking.ask(Request(url=server.url("/head"))) for _ in range(3)]
        answers.append(asking.ask(Request(url=server.url("/"), method="GET")))
    assert [answer.status for answer in answers] == [200] * 4
    assert answers[-1].body == b"hello"


def test_a_host_is_asked_by_two_at_a_time(server: Loopback) -> None:
    server.routes["/slow"] = Reply(delay_s=0.02)
    with prober() as asking, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(asking.ask, [Request(url=server.url("/slow"))] * 10))
    assert {answer.status for answer in answers} == {200}
    assert (server.most_at_work, server.most_connections, server.connections) == (2, 2, 2)


def test_whoever_waits_for_a_turn_keeps_his_time(server: Loopback) -> None:
    """The second link waits, for longer than its deadline, until the host wants to be asked again."""
    time = FakeTime()
    server.routes["/busy"] = Reply(status=503, headers={"Retry-After": "25"})
    with prober(time, link_deadline_s=20) as asking:
        assert asking.ask(Request(url=server.url("/busy"))).status == 503
        assert time.naps == []
        assert asking.ask(Request(url=server.url("/"))).status == 200
    assert time.naps == [25]


def test_a_stopped_prober_lets_nobody_wait(server: Loopback) -> None:
    asked = threading.Event()

    def silent(_: Asked) -> Reply:
        asked.set()
        return Reply(hold=True)

    server.routes["/silent"] = silent
    with Prober(prober().settings) as asking, ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(asking.ask, Request(url=server.url("/silent"))) for _ in range(3)]
        assert asked.wait(10)
        asking.stop()
        answers = [future.result(timeout=10) for future in waiting]
        answers.append(asking.ask(Request(url=server.url("/"))))
    assert {answer.failure for answer in answers} == {Failure.INTERRUPTED}
    assert {answer.detail for answer in answers} == {"the run was stopped"}


ODD_URLS = [
    "",
    " ",
    "http://",
    "http:///x",
    "http://[::1",
    "http://" + "a" * 300 + ".example/",
    "http://" + "a" * 70_000 + "/",
    "http://a..b/",
    "http://.../",
    "http://\x00/",
    "http://a\nb/",
    "http://a b/",
    "http://host:99999/",
    "http://host:0/",
    "http://host:-1/",
    "http://host:x/",
    "http://user:SECRET-123@127.0.0.1/",
    "http://@/",
    "http://0177.0.0.1/",
    "http://xn--/",
    "http://\ud800/",
    "http://h/\ud800",
    "http://[fe80::1%25lo]/",
    "example.org",
    "//example.org/",
    "mailto:a@example.org",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "feed://example.org/",
]


@pytest.mark.parametrize("url", ODD_URLS, ids=lambda url: ascii(url)[:30])
def test_odd_urls_are_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FakeNames(monkeypatch)
    answer = ask(url)
    assert (answer.failure, answer.url, answer.status) == (Failure.NOT_A_URL, url, None)
    assert answer.detail.isprintable()
    assert "SECRET" not in answer.detail


@given(st.one_of(st.text(max_size=60), st.text(max_size=60).map("http://{}".format), st.sampled_from(ODD_URLS)))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_url_is_too_odd(url: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        FakeNames(monkeypatch)
        answer = ask(url, allow_private=False, retries=0)
    assert answer.failure in {Failure.NOT_A_URL, Failure.NOT_PUBLIC, Failure.NAMES_UNAVAILABLE}
    assert answer.detail.isprintable()


@pytest.fixture(scope="module")
def odd() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


@given(
    name=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=":"), min_size=1, max_size=10),
    value=st.binary(max_size=40).map(lambda value: value.replace(b"\n", b"").replace(b"\r", b"")),
    status=st.integers(0, 999),
    body=st.binary(max_size=20),
)
@settings(max_examples=100)
def test_no_answer_is_too_odd(name: str, value: bytes, status: int, body: bytes, odd: Loopback) -> None:
    head = f"HTTP/1.1 {status:03} \x1b[31m\r\n{name}: ".encode("latin-1") + value + b"\r\n\r\n"
    odd.routes["/"] = Reply(raw=head + body)
    with prober(retries=0) as asking:
        answer = asking.ask(Request(url=odd.url("/"), method="GET"))
    assert answer.status == status or answer.failure
    shown = [answer.detail, *answer.headers, *answer.headers.values()]
    assert {unicodedata.category(character) for text in shown for character in text}.isdisjoint({"Cc", "Cs", "Zl"})


def test_headers_that_were_asked_for_are_sent_as_far_as_they_can_be(server: Loopback) -> None:
    ask(
        server.url("/"),
        headers={"If-None-Match": '"1"', "X-Odd": "a\r\nb", "X-Ä": "ä"},
        user_agent="pübl (a@b.example)",
    )
    sent = server.asked[0].headers
    assert sent["if-none-match"] == '"1"'
    assert sent["user-agent"] == "pbl (a@b.example)"
    assert not any(name.startswith("x-") for name in sent)


def test_headers_are_few_and_printable(server: Loopback) -> None:
    many = {f"X-{number}": "\x1b[2J\x07é" for number in range(300)}
    server.routes["/"] = Reply(headers={**many, "ETag": "x" * 50_000})
    headers = ask(server.url("/")).headers
    assert len(headers) <= 100
    assert headers["x-0"] == "\\x1b[2J\\x07é"
    assert max(map(len, headers.values())) <= 2000


def test_secrets_stay_out_of_logs_and_details(server: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    secret = "SECRET-123"
    server.routes |= {
        "/moved": redirect(f"/{secret}?key={secret}", headers={"X-Key": secret}),
        f"/{secret}": Reply(status=503, reason=secret, headers={"X-Key": secret}),
        "/bad": redirect(f"https://user:{secret}@127.0.0.1/"),
        "/cut": Reply(raw=f"{secret}\r\n".encode()),
    }
    urls = [server.url(f"{path}?token={secret}") for path in ("/moved", f"/{secret}", "/bad", "/cut")]
    with caplog.at_level(logging.DEBUG):
        answers: list[Answer] = [ask(url, headers={"Authorization": secret}) for url in urls]
        answers += [ask(f"http://u:{secret}@127.0.0.1/"), ask(f"http://127.0.0.1:1/?token={secret}", retries=0)]
    assert [answer.detail for answer in answers if secret in answer.detail] == []
    assert secret not in caplog.text
