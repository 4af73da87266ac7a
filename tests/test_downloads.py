"""Recordings are fetched whole or not at all, and never twice, whatever their servers do."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.downloads.downloading import Download, Downloaded, NotDownloaded, download_all
from publisher.downloads.partial import Partial
from publisher.downloads.transfer import fetch
from publisher.errors import WriteError
from publisher.online.settings import OnlineSettings
from publisher.sources.folder import list_files
from tests.audio_samples import encode, hanging_m4a, m4a, mp3, mp4_track, wav
from tests.loopback import Asked, Loopback, Reply, redirect
from tests.probing import FakeTime, prober

SOUND = mp3(frames=5000)
SETTINGS = OnlineSettings(allow_private=True, retries=0)
ETAG = {"ETag": '"1"'}


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback({"/one.mp3": Reply(body=SOUND, headers=ETAG, ranges="right")}) as server:
        yield server


def download(root: Path, server: Loopback, target: str = "/one.mp3", **changes: Any) -> Downloaded | NotDownloaded:
    wanted = Download(**{"url": server.url(target), "path": "audio/one", "size_bytes": len(SOUND), **changes})
    (outcome,) = download_all(root, [wanted], SETTINGS)
    return outcome


def names(root: Path) -> list[str]:
    """All that lies in audio/, hidden files too, but for the beginning of those that are on their way."""
    return sorted(
        path.suffix if path.name.startswith(".publish-") else path.name for path in (root / "audio").iterdir()
    )


def why(outcome: Downloaded | NotDownloaded) -> str:
    assert isinstance(outcome, NotDownloaded)
    return outcome.why


def cut(body: bytes, at: int) -> Callable[[Asked], Reply]:
    """A server that takes ranges, and hangs up after so many bytes of each answer."""

    def reply(asked: Asked) -> Reply:
        first = int(asked.headers.get("range", "bytes=0-")[6:].rstrip("-"))
        part = body[first : first + at]
        head = {"ETag": '"1"', "Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}"}
        if first:
            return Reply(status=206, body=part, headers=head, length=len(body) - first)
        return Reply(body=part, headers=ETAG, length=len(body))

    return reply


def beginning(size_bytes: int) -> Reply:
    """So much of the recording, where all of it was announced."""
    return Reply(body=SOUND[:size_bytes], headers=ETAG, length=len(SOUND))


def test_a_recording_is_fetched_and_nothing_else_stays(tmp_path: Path, server: Loopback) -> None:
    outcome = download(tmp_path, server)
    assert isinstance(outcome, Downloaded)
    assert (outcome.path, outcome.size_bytes, outcome.is_new, outcome.notes) == ("audio/one.mp3", len(SOUND), True, ())
    assert outcome.audio is not None
    assert (outcome.audio.path, outcome.audio.duration_ms) == ("audio/one.mp3", 120_000)
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND
    assert names(tmp_path) == ["one.mp3"]


def test_what_is_there_is_not_asked_for(tmp_path: Path, server: Loopback) -> None:
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio/one.m4a").write_bytes(b"mine")
    outcome = download(tmp_path, server)
    assert isinstance(outcome, Downloaded)
    assert (outcome.path, outcome.is_new, outcome.size_bytes) == ("audio/one.m4a", False, 4)
    assert (server.count("/one.mp3"), names(tmp_path)) == (0, ["one.m4a"])


def test_what_comes_to_stand_there_meanwhile_is_not_replaced(tmp_path: Path, server: Loopback) -> None:
    def put(_: Asked) -> Reply:
        (tmp_path / "audio").mkdir()
        (tmp_path / "audio/one.mp3").write_bytes(b"mine")
        return Reply(body=SOUND)

    server.routes["/one.mp3"] = put
    assert why(download(tmp_path, server)) == "would replace audio/one.mp3, which stands there"
    assert (tmp_path / "audio/one.mp3").read_bytes() == b"mine"


def test_two_downloads_to_one_name_do_not_replace_each_other(tmp_path: Path, server: Loopback) -> None:
    server.routes["/two.mp3"] = Reply(body=mp3(frames=4000))
    both = [Download(url=server.url(target), path="audio/one") for target in ("/one.mp3", "/two.mp3")]
    outcomes = list(download_all(tmp_path, both, SETTINGS))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Downloaded", "NotDownloaded"]
    whole = next(outcome for outcome in outcomes if isinstance(outcome, Downloaded))
    assert (tmp_path / "audio/one.mp3").stat().st_size == whole.size_bytes


def test_a_server_that_breaks_off_is_asked_for_the_rest(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = cut(SOUND, 300_000)
    assert isinstance(download(tmp_path, server), Downloaded)
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND
    asked = [(one.headers.get("range"), one.headers.get("if-range")) for one in server.asked]
    assert asked == [
        (None, None),
        ("bytes=300000-", '"1"'),
        ("bytes=600000-", '"1"'),
        ("bytes=900000-", '"1"'),
    ]


def test_a_later_run_goes_on_where_the_last_one_broke_off(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = [
        beginning(300_000),
        Reply(status=503),
    ]
    outcome = download(tmp_path, server)
    assert isinstance(outcome, NotDownloaded)
    assert (outcome.why, outcome.kept_bytes) == ("answers 503 Service Unavailable", 300_000)
    assert names(tmp_path) == [".json", ".part"]
    assert list_files(tmp_path, "audio").paths == ()  # no recording yet, for any other command
    server.routes["/one.mp3"] = Reply(body=SOUND, headers=ETAG, ranges="right")
    assert isinstance(download(tmp_path, server), Downloaded)
    assert server.asked[-1].headers["range"] == "bytes=300000-"
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND
    assert names(tmp_path) == ["one.mp3"]


@pytest.mark.parametrize("obeys", [True, False], ids=["if-range obeyed", "if-range ignored"])
def test_a_file_that_changed_in_between_is_fetched_from_its_beginning(
    tmp_path: Path, server: Loopback, obeys: bool
) -> None:
    other = mp3(frames=5000, kbit_per_s=32)
    first = beginning(300_000)
    changed = Reply(body=other, headers={"ETag": '"2"'}, ranges="ignored" if obeys else "right")
    server.routes["/one.mp3"] = [first, changed]
    outcome = download(tmp_path, server)
    assert isinstance(outcome, Downloaded)
    assert outcome.notes == (f"the recording has {len(other):,} bytes, and the feed says {len(SOUND):,}",)
    assert (tmp_path / "audio/one.mp3").read_bytes() == other


def test_without_a_version_nothing_is_resumed(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = [Reply(body=SOUND[:300_000], length=len(SOUND)), Reply(body=SOUND, ranges="right")]
    assert isinstance(download(tmp_path, server), Downloaded)
    assert [one.headers.get("range") for one in server.asked] == [None, None]
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND


def test_a_part_of_another_place_is_not_taken(tmp_path: Path, server: Loopback) -> None:
    first = beginning(300_000)
    server.routes["/one.mp3"] = [first, Reply(body=SOUND, headers=ETAG, ranges="wrong"), Reply(body=SOUND)]
    assert isinstance(download(tmp_path, server), Downloaded)
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND


def test_a_server_that_never_sends_all_is_given_up(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = Reply(body=SOUND[:1000], length=len(SOUND), headers=ETAG)
    assert why(download(tmp_path, server)) == "the answer of 127.0.0.1 is cut off"
    assert server.count("/one.mp3") == 4
    assert names(tmp_path) == [".json", ".part"]


def test_a_body_without_an_end_is_cut(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = Reply(body=bytes(60_000), endless=True)
    into = Partial(tmp_path, key="x", place="audio/one")
    with prober() as asking:
        fault = fetch(asking, server.url("/one.mp3"), into, FakeTime().clock, most_bytes=1_000_000)
    assert fault == "does not end where its server says"
    assert into.size_bytes <= 1_000_000


def test_a_drip_is_given_up(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = Reply(body=SOUND, drip=True)
    into = Partial(tmp_path, key="x", place="audio/one")
    with prober() as asking:
        fault = fetch(asking, server.url("/one.mp3"), into, FakeTime(seconds_per_look=20.0).clock)
    assert fault.startswith("comes too slowly: ")


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Reply(body=b"<!DOCTYPE html><html><body>Log in</body></html>"), "is a web page (HTML) saved as audio"),
        (Reply(body=b""), "is empty"),
        (Reply(body=b"PK\x03\x04" + bytes(9000)), "is a ZIP archive"),
        (Reply(status=404), "answers 404 Not Found"),
        (Reply(status=403, body=b"no"), "answers 403 Forbidden"),
        (Reply(body=SOUND, headers={"Content-Encoding": "gzip"}), "127.0.0.1 sends a compressed body"),
        (redirect("file:///etc/passwd"), "redirects to something that is no http or https URL"),
    ],
    ids=["html", "empty", "zip", "404", "403", "gzip", "file"],
)
def test_what_is_no_recording_leaves_nothing(tmp_path: Path, server: Loopback, reply: Reply, fault: str) -> None:
    server.routes["/one.mp3"] = reply
    outcome = download(tmp_path, server)
    assert fault in why(outcome)
    assert not (tmp_path / "audio/one.mp3").exists()


def test_the_suffix_follows_the_content(tmp_path: Path, server: Loopback) -> None:
    opus = encode(tmp_path / "x.opus", seconds=1).read_bytes()
    video = m4a(mp4_track(b"soun", 10), mp4_track(b"vide", 10, number=2))
    kinds = {"m4a": m4a(), "opus": opus, "mp4": video, "wav": wav()}
    server.routes |= {f"/{kind}.mp3": Reply(body=body) for kind, body in kinds.items()}
    wanted = [Download(url=server.url(f"/{kind}.mp3"), path=f"audio/a.{kind}") for kind in kinds]
    outcomes = list(download_all(tmp_path, wanted, SETTINGS))
    assert all(isinstance(outcome, Downloaded) for outcome in outcomes)
    assert names(tmp_path) == ["a.m4a.m4a", "a.mp4.mp4", "a.opus.opus", "a.wav.wav"]
    assert server.most_at_work <= 2


def test_a_recording_that_hangs_its_reader_is_refused(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = Reply(body=hanging_m4a(tmp_path / "x.m4a").read_bytes())
    wanted = [Download(url=server.url("/one.mp3"), path="audio/one")]
    (outcome,) = download_all(tmp_path, wanted, SETTINGS, reader_deadline_s=1.0)
    assert why(outcome) == "cannot be read: it took longer than 1 s"
    assert names(tmp_path) == []


def test_one_that_is_cut_off_on_its_server_is_told(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = Reply(body=SOUND[: len(SOUND) // 2])
    outcome = download(tmp_path, server)
    assert isinstance(outcome, Downloaded)
    assert outcome.notes[0] == f"the recording has {len(SOUND) // 2:,} bytes, and the feed says {len(SOUND):,}"
    assert "is cut off: lasts 00:01:00, but its header says 00:02:00" in outcome.notes[1]


def test_a_full_disk_is_told_in_words_and_keeps_what_there_is(tmp_path: Path, server: Loopback) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        with pytest.raises(WriteError, match=r"^audio/one cannot be written: File too large; mend this and run again"):
            download(tmp_path, server)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(tmp_path) == [".json", ".part"]
    assert isinstance(download(tmp_path, server), Downloaded)
    assert server.asked[-1].headers["range"] == "bytes=400000-"
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND


def test_ctrl_c_keeps_what_there_is(tmp_path: Path, server: Loopback) -> None:
    server.routes["/one.mp3"] = [beginning(300_000), Reply(hold=True)]

    def press(what: str, done: int, total: int) -> None:
        if what == "downloading (0.3 MB)":
            raise KeyboardInterrupt

    wanted = [Download(url=server.url("/one.mp3"), path="audio/one")]
    with pytest.raises(KeyboardInterrupt):
        list(download_all(tmp_path, wanted, SETTINGS, press))
    assert names(tmp_path) == [".json", ".part"]
    server.routes["/one.mp3"] = Reply(body=SOUND, headers=ETAG, ranges="right")
    assert isinstance(download(tmp_path, server), Downloaded)
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND


@pytest.mark.parametrize("damage", ["", "[]", '{"etag": 1}', "\0" * 9, '{"etag": "", "size_bytes": "x"}'])
def test_a_damaged_note_costs_a_new_beginning(tmp_path: Path, server: Loopback, damage: str) -> None:
    server.routes["/one.mp3"] = [beginning(300_000), Reply(status=503), Reply(body=SOUND, headers=ETAG, ranges="right")]
    download(tmp_path, server)
    next((tmp_path / "audio").glob(".publish-*.json")).write_text(damage)
    assert isinstance(download(tmp_path, server), Downloaded)
    assert "range" not in server.asked[-1].headers
    assert (tmp_path / "audio/one.mp3").read_bytes() == SOUND


@pytest.mark.parametrize("path", ["../one", "audio/../../one", "/etc/one", "audio\\..\\one"])
def test_nothing_is_put_outside_of_the_folder(tmp_path: Path, server: Loopback, path: str) -> None:
    (tmp_path / "show").mkdir()
    assert why(download(tmp_path / "show", server, path=path)).startswith(f"cannot be put at {path}: it ")
    assert (server.asked, list(tmp_path.iterdir())) == ([], [tmp_path / "show"])


def test_private_addresses_are_not_asked(tmp_path: Path, server: Loopback) -> None:
    (outcome,) = download_all(tmp_path, [Download(url=server.url("/one.mp3"), path="audio/one")], OnlineSettings())
    assert "which is not that of public web servers" in why(outcome)
    assert server.connections == 0


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(min_value=1, max_value=200_000), min_size=1, max_size=6))
def test_wherever_it_breaks_off_the_file_is_the_same(cuts: list[int]) -> None:
    sizes = iter([*cuts, len(SOUND)])
    with TemporaryDirectory() as folder, Loopback({"/one.mp3": lambda asked: cut(SOUND, next(sizes))(asked)}) as server:
        into = Partial(Path(folder), key="x", place="audio/one")
        with prober() as asking:
            assert fetch(asking, server.url("/one.mp3"), into, FakeTime().clock) == ""
        assert into.path.read_bytes() == SOUND
