"""Nothing but public web servers is asked, whatever a link, a redirect or a name service says."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from publisher.probe import names, targets
from publisher.probe.addresses import is_public
from publisher.probe.answer import Failure, Request
from tests.loopback import Loopback, Reply, redirect
from tests.needs import tool
from tests.probing import FakeNames, ask, prober

LITERALS = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0",
    "localhost",
    "LOCALHOST",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fd00::1]",
    "[fec0::1]",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "192.168.1.1",
    "224.0.0.1",
    "255.255.255.255",
)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback({"/": Reply(body=b"inside"), "/x": Reply(body=b"inside")}) as server:
        yield server


@pytest.fixture
def web_port(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> int:
    """The port of the server, taken for one of the web: only the address can keep us from asking it."""
    monkeypatch.setattr(targets, "_WEB_PORTS", frozenset({None, 80, 443, server.port}))
    return server.port


@pytest.fixture
def this_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 stands for a public address, so that none has to be asked."""
    monkeypatch.setattr(names, "is_public", lambda address: address == "127.0.0.1" or is_public(address))


@pytest.mark.parametrize("host", LITERALS)
def test_private_addresses_are_not_asked(host: str, server: Loopback, web_port: int) -> None:
    answer = ask(f"http://{host}:{web_port}/", allow_private=False)
    assert (answer.failure, answer.status) == (Failure.NOT_PUBLIC, None)
    assert "no public address" in answer.detail
    assert server.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0", "localhost"])
def test_private_addresses_are_asked_where_that_is_allowed(host: str, server: Loopback) -> None:
    assert ask(f"http://{host}:{server.port}/").body == b"inside"


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_other_ports_than_those_of_the_web_are_not_asked(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeNames(monkeypatch, {"example.org": [["127.0.0.1"]]})
    answer = ask(f"http://example.org:{port}/", allow_private=False)
    assert (answer.failure, fake.lookups.total()) == (Failure.NOT_PUBLIC, 0)
    assert f"port {port}" in answer.detail


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["::1"], ["127.0.0.1"] * 9 + ["::ffff:192.168.0.1"]],
    ids=["private", "one private of two", "loopback of IPv6", "the last of ten"],
)
def test_names_that_lead_to_a_private_address_are_not_asked(
    addresses: list[str], server: Loopback, web_port: int, this_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeNames(monkeypatch, {"trap.example": [addresses]})
    answer = ask(f"http://trap.example:{web_port}/", allow_private=False)
    assert (answer.failure, server.connections) == (Failure.NOT_PUBLIC, 0)
    assert "trap.example" in answer.detail


def test_the_address_that_was_checked_is_the_one_that_is_dialled(
    server: Loopback, web_port: int, this_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeNames(monkeypatch, {"rebinds.example": [["127.0.0.1"], ["127.0.0.2"]]})
    server.routes["/"] = Reply(body=b"public", keeps_alive=False)
    with prober(allow_private=False) as asking:
        first = asking.ask(Request(url=f"http://rebinds.example:{web_port}/", method="GET"))
        assert (first.body, fake.lookups["rebinds.example"]) == (b"public", 1)
        second = asking.ask(Request(url=f"http://rebinds.example:{web_port}/", method="GET"))
    assert (second.failure, server.connections) == (Failure.NOT_PUBLIC, 1)


@pytest.mark.parametrize("host", ["127.0.0.2", "2130706434", "[::1]", "[::ffff:127.0.0.2]", "169.254.169.254"])
def test_redirects_to_private_addresses_are_not_followed(
    host: str, server: Loopback, web_port: int, this_is_public: None
) -> None:
    server.routes["/out"] = redirect(f"http://{host}:{web_port}/secret", 301)
    answer = ask(f"http://127.0.0.1:{web_port}/out", allow_private=False)
    assert (answer.failure, answer.status) == (Failure.BAD_REDIRECT, 301)
    assert answer.url == server.url("/out")
    assert answer.permanent_url is None
    assert server.count("/secret") == 0


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://[::1",
        "http://u:SECRET-123@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "data:text/html,x",
        "http://a b/",
        "\xff\xfe",
        "gopher://127.0.0.1:6379/_SECRET-123",
    ],
)
def test_redirects_to_no_web_page_are_not_followed(location: str, server: Loopback) -> None:
    server.routes["/out"] = redirect(location)
    server.routes["/%C3%BF%C3%BE"] = redirect("file:///")
    answer = ask(server.url("/out"))
    assert answer.failure is Failure.BAD_REDIRECT
    assert "redirects to something that" in answer.detail
    assert "SECRET" not in answer.detail


def test_a_redirect_to_another_port_is_not_followed(server: Loopback, web_port: int, this_is_public: None) -> None:
    server.routes["/out"] = redirect("http://127.0.0.1:22/")
    answer = ask(f"http://127.0.0.1:{web_port}/out", allow_private=False)
    assert answer.failure is Failure.BAD_REDIRECT
    assert "port 22" in answer.detail


def test_proxies_of_the_environment_are_not_used(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(server.url("/")).body == b"inside"


def test_headers_stay_with_the_server_they_are_meant_for(server: Loopback) -> None:
    with Loopback({"/": Reply()}) as other:
        server.routes["/same"] = redirect("/away")
        server.routes["/away"] = redirect(other.url("/"))
        sent = {"Authorization": "Bearer SECRET-123", "X-Key": "SECRET-123", "Cookie": "a=b", "Range": "bytes=0-0"}
        ask(server.url("/same"), headers={**sent, "Accept-Encoding": "gzip", "Host": "elsewhere.example"})
        here, there = server.asked[-1].headers, other.asked[-1].headers
    assert (here["authorization"], here["range"], here["accept-encoding"]) == (
        "Bearer SECRET-123",
        "bytes=0-0",
        "identity",
    )
    assert here["host"] == f"127.0.0.1:{server.port}"
    assert set(there) == {"host", "accept", "accept-encoding", "user-agent", "range"}


def test_cookies_are_not_kept(server: Loopback) -> None:
    server.routes["/"] = Reply(headers={"Set-Cookie": "who=SECRET-123"})
    with prober() as asking:
        answers = [asking.ask(Request(url=server.url("/"))) for _ in range(2)]
    assert all("cookie" not in asked.headers for asked in server.asked)
    assert all("set-cookie" not in answer.headers for answer in answers)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key, for podcast.example alone, signed by nobody but itself."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subject = ["-subj", "/CN=podcast.example", "-addext", "subjectAltName=DNS:podcast.example"]
    command = [tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run([*command, *subject, "-keyout", path, "-out", f"{path}.crt"], capture_output=True, check=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def secure(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Loopback, list[str]]]:
    """A server with that certificate, and the names that it was asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    wanted: list[str] = []
    context.sni_callback = lambda _, name, __: wanted.append(name)
    here = [["127.0.0.1"]]
    FakeNames(monkeypatch, {"podcast.example": here, "podcast.example.": here, "other.example": here})
    with Loopback({"/": Reply(body=b"secret")}, tls=context) as server:
        yield server, wanted


def test_a_server_proves_its_name(secure: tuple[Loopback, list[str]], certificate: Path) -> None:
    server, wanted = secure
    trust = ssl.create_default_context(cafile=certificate)
    answers = [
        ask(f"https://{host}:{server.port}/", tls=trust)
        for host in ("podcast.example", "podcast.example.", "other.example")
    ]
    assert [answer.body for answer in answers] == [b"secret", b"secret", b""]
    assert [answer.failure for answer in answers] == [None, None, Failure.TLS]
    assert "other.example" in answers[-1].detail
    assert wanted == ["podcast.example", "podcast.example", "other.example"]


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: tuple[Loopback, list[str]]) -> None:
    server, _ = secure
    answer = ask(f"https://podcast.example:{server.port}/")
    assert (answer.failure, server.asked) == (Failure.TLS, [])
    assert "self-signed certificate" in answer.detail.replace("self signed", "self-signed")


def test_https_at_a_server_without_it_is_a_failure(server: Loopback) -> None:
    assert ask(f"https://127.0.0.1:{server.port}/").failure is Failure.TLS


def test_a_missing_name_is_believed_only_where_names_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeNames(monkeypatch)
    assert ask("http://gone.example/").failure is Failure.NAMES_UNAVAILABLE  # so says a machine without network
    fake.names["example.com"] = [["127.0.0.1"]]
    answer = ask("http://gone.example/")
    assert (answer.failure, answer.detail) == (Failure.NO_SUCH_HOST, "there is no host gone.example")


def test_a_name_service_that_fails_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeNames(monkeypatch, {"slow.example": [()], "example.com": [["127.0.0.1"]]})
    assert ask("http://slow.example/", retries=2).failure is Failure.NAMES_UNAVAILABLE
    assert fake.lookups["slow.example"] == 3


def test_a_name_service_that_hangs_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, end = threading.Event(), threading.Event()

    def hangs(*_: object, **__: object) -> list[object]:
        asked.set()
        end.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    answer = ask("http://slow.example/", connect_timeout_s=0.02, retries=0)
    assert (answer.failure, answer.detail[-13:]) == (Failure.NAMES_UNAVAILABLE, "within 0.02 s")
    asked.clear()
    with prober(connect_timeout_s=60) as asking, ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(asking.ask, Request(url="http://other.example/"))
        assert asked.wait(10)
        asking.stop()
        assert waiting.result(timeout=10).failure is Failure.INTERRUPTED
    end.set()


def test_a_host_is_dialled_at_each_of_its_addresses(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    # nobody listens on the first
    FakeNames(monkeypatch, {"two.example": [["127.0.0.3", "127.0.0.1"]]})
    assert ask(f"http://two.example:{server.port}/").body == b"inside"
