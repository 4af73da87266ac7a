"""The ping after a build: who is told what, and that a secret stays one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.health.run_ping import ping
from tests.loopback import Loopback, Reply
from tests.show_folders import BASE, build, lay_over, publish

SECRET = "/0b1c-secret"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with Loopback({SECRET: Reply(), f"{SECRET}/fail": Reply()}) as server:
        monkeypatch.setenv("PUBLISH_PING_URL", server.url(SECRET))
        yield server


@pytest.fixture
def show(tmp_path: Path) -> Path:
    lay_over(BASE, tmp_path / "show")
    return tmp_path / "show"


def said(service: Loopback) -> list[str]:
    return [f"{asked.method} {asked.target}" for asked in service.asked]


def test_each_good_build_is_told_with_or_without_a_change(service: Loopback, show: Path) -> None:
    results = [build(show), publish("build", "-C", show, "--now", "2026-06-02", "--changed-exit-code", "9")]
    (show / "episodes" / "one.md").write_text("---\ntitle: Other\ndate: 2026-01-05\n---\n", encoding="utf-8")
    results.append(publish("build", "-C", show, "--now", "2026-06-03", "--changed-exit-code", "9"))
    assert [result.exit_code for result in results] == [0, 0, 9]
    assert said(service) == [f"GET {SECRET}"] * 3


def test_a_build_that_fails_is_told_with_its_errors(service: Loopback, show: Path) -> None:
    (show / "episodes" / "two.md").write_text("---\ntitle: Zwei\ndate: 2025-02-30\n---\n", encoding="utf-8")
    result = build(show)
    assert (result.exit_code, said(service)) == (1, [f"POST {SECRET}/fail"])
    report = service.asked[0].body.decode()
    assert report.startswith("publish build ended with 1; nothing was published by it\n")
    assert "episodes/two.md:3: date: '2025-02-30' is not a date; write 2026-01-31" in report


def test_a_folder_without_a_show_is_told_as_a_failure(service: Loopback, tmp_path: Path) -> None:
    assert build(tmp_path).exit_code == 2
    assert said(service) == [f"POST {SECRET}/fail"]


def test_a_ping_that_is_not_taken_fails_no_build(service: Loopback, show: Path) -> None:
    service.routes[SECRET] = Reply(status=404)
    result = build(show)
    assert result.exit_code == 0
    assert result.stderr == "publish: PUBLISH_PING_URL: the ping after this run was not taken: answers 404 Not Found\n"


def test_what_went_wrong_names_neither_the_url_nor_its_host(service: Loopback) -> None:
    service.routes[SECRET] = Reply(raw=b"no http\r\n\r\n")
    assert ping(service.url(SECRET)) == "the server answers with something that is no HTTP"
    service.routes[SECRET] = Reply(status=302, headers={"Location": "ftp://127.0.0.1/secret"})
    assert ping(service.url(SECRET)) == "redirects to something that is no http or https URL"


@pytest.mark.parametrize("url", ["hc-ping.com/secret", "https://secret:secret@[", "ftp://secret.example/secret"])
def test_a_url_that_cannot_be_asked_is_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PUBLISH_PING_URL", url)
    result = build(tmp_path)  # there is no show
    assert "the ping after this run was not taken: " in result.stderr
    assert "secret" not in result.output + ping(url)


def test_without_a_url_nobody_is_told(service: Loopback, show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLISH_PING_URL")
    assert build(show).stderr == ""
    assert service.asked == []
