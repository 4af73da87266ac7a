"""Recordings on servers are read by little of them, and what cannot be told so is not guessed."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, ID3, TIT2

from publisher.model import Chapter
from publisher.online.settings import OnlineSettings
from publisher.remote.parsing import Missing, parse
from publisher.remote.parts import BLOCK_BYTES, Parts
from publisher.remote.reading import RemoteAudio, RemoteFailure, RemoteRecording, read_remote, read_remotes
from publisher.sources.audio_file import read_audio
from tests.audio_samples import atom, encode, hanging_m4a, id3v1_tag, m4a, mp3, mp3_frames, nero_chapters, picture, wav
from tests.loopback import Asked, Loopback, Reply, redirect

HOUR_FRAMES = 150_000
SETTINGS = OnlineSettings(allow_private=True, retries=0)
ETAG = {"ETag": '"1"'}


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def serve(server: Loopback, files: dict[str, bytes], ranges: Any = "right") -> None:
    server.routes |= {f"/{name}": Reply(body=body, headers=ETAG, ranges=ranges) for name, body in files.items()}


def read_all(server: Loopback, names: Sequence[str]) -> dict[str, RemoteAudio]:
    outcomes = list(read_remotes([RemoteRecording(url=server.url(f"/{name}")) for name in names], SETTINGS))
    assert [outcome for outcome in outcomes if isinstance(outcome, RemoteFailure)] == []
    return {name: outcome for name, outcome in zip(names, outcomes, strict=True) if isinstance(outcome, RemoteAudio)}


def read(server: Loopback, name: str, size_bytes: int | None = None, **changes: Any) -> RemoteAudio:
    outcome = read_remote(server.url(f"/{name}"), size_bytes, replace(SETTINGS, **changes))
    assert isinstance(outcome, RemoteAudio), outcome
    return outcome


def why(server: Loopback, name: str) -> str:
    outcome = read_remote(server.url(f"/{name}"), None, SETTINGS)
    assert isinstance(outcome, RemoteFailure), outcome
    return outcome.why


def sent_bytes(server: Loopback, name: str, body: bytes) -> int:
    """What the server was asked for: all of it where no range was."""
    total = 0
    for asked in server.asked:
        if asked.path == f"/{name}":
            first, _, last = asked.headers.get("range", "bytes=0-")[6:].partition("-")
            total += min(int(last or len(body) - 1) + 1, len(body)) - int(first)
    return total


def tagged(folder: Path, sound: bytes, *, artwork_bytes: int = 0, chapter_artwork_bytes: int = 0) -> bytes:
    """The sound behind an ID3 tag with a title, chapters, and pictures that are made so large."""
    art = picture(width_px=64, height_px=64)
    tags = ID3()
    tags.add(TIT2(text="An hour"))
    tags.add(APIC(mime="image/jpeg", type=3, data=art.ljust(artwork_bytes, b"\0")))
    for number in range(4):
        inside: list[Any] = [TIT2(text=f"Part {number}")]
        if chapter_artwork_bytes:
            inside.append(APIC(mime="image/jpeg", type=0, data=art.ljust(chapter_artwork_bytes, b"\0")))
        start_ms = number * 600_000
        tags.add(CHAP(element_id=f"c{number}", start_time=start_ms, end_time=start_ms + 600_000, sub_frames=inside))
    path = folder / "tagged.mp3"
    path.write_bytes(sound)
    tags.save(path)
    return path.read_bytes()


def test_an_hour_of_mp3_costs_a_few_hundred_kb(tmp_path: Path, server: Loopback) -> None:
    body = tagged(tmp_path, mp3(frames=HOUR_FRAMES), artwork_bytes=150_000)
    serve(server, {"hour.mp3": body})
    audio = read(server, "hour.mp3", len(body))
    assert (audio.size_bytes, audio.duration_ms, audio.mime_type, audio.etag) == (
        len(body),
        3_600_000,
        "audio/mpeg",
        '"1"',
    )
    assert (audio.told_by, audio.tags.title, audio.notes) == ("its VBR header", "An hour", ())
    assert [(chapter.start_ms, chapter.title) for chapter in audio.chapters] == [
        (number * 600_000, f"Part {number}") for number in range(4)
    ]
    assert audio.picture is not None
    assert len(body) > 28_000_000
    assert sent_bytes(server, "hour.mp3", body) < 250_000
    assert server.count("/hour.mp3") <= 5


def test_large_artwork_is_left_out_and_the_rest_read(tmp_path: Path, server: Loopback) -> None:
    body = tagged(tmp_path, mp3(frames=HOUR_FRAMES), artwork_bytes=3_000_000, chapter_artwork_bytes=400_000)
    covered = m4a(user_data=meta(b"covr", bytes(2_000_000)), data_bytes=4_000_000)
    serve(server, {"hour.mp3": body, "covered.m4a": covered})
    audio = read_all(server, ["hour.mp3", "covered.m4a"])
    assert (audio["hour.mp3"].tags.title, audio["hour.mp3"].picture) == ("An hour", None)
    assert [chapter.title for chapter in audio["hour.mp3"].chapters] == [f"Part {number}" for number in range(4)]
    assert "has a picture of 2,929 kB, which was not fetched" in audio["hour.mp3"].notes
    assert len(audio["hour.mp3"].notes) == 5
    assert audio["covered.m4a"].tags.title == "Covered"
    assert audio["covered.m4a"].notes == ("has a picture of 1,953 kB, which was not fetched",)
    assert sent_bytes(server, "hour.mp3", body) < 400_000
    assert sent_bytes(server, "covered.m4a", covered) < 150_000


def meta(kind: bytes, value: bytes) -> bytes:
    """User data of an M4A with a title, and another value."""
    title = atom(b"\xa9nam", atom(b"data", struct.pack(">2I", 1, 0), b"Covered"))
    other = atom(kind, atom(b"data", struct.pack(">2I", 13, 0), value))
    handler = atom(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    return atom(b"meta", bytes(4), handler, atom(b"ilst", other, title))


def test_mp4_with_its_index_at_either_end(tmp_path: Path, server: Loopback) -> None:
    chapters = tmp_path / "chapters.txt"
    chapters.write_text(
        ";FFMETADATA1\ntitle=Hé\n"
        + "".join(
            f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={start + 30000}\ntitle=Part {start}\n"
            for start in (0, 30000, 60000)
        )
    )
    how = ("-i", str(chapters), "-map_metadata", "1", "-b:a", "96k")
    last = encode(tmp_path / "last.m4a", *how, seconds=90)
    first = encode(tmp_path / "first.m4a", *how, "-movflags", "+faststart", seconds=90)
    bodies = {path.name: path.read_bytes() for path in (last, first)}
    assert bodies["last.m4a"].index(b"moov") > bodies["last.m4a"].index(b"mdat")
    assert bodies["first.m4a"].index(b"moov") < bodies["first.m4a"].index(b"mdat")
    serve(server, bodies)
    for name, audio in read_all(server, list(bodies)).items():
        here = read_audio(tmp_path, name).value
        assert here is not None
        assert (audio.mime_type, audio.duration_ms, audio.told_by) == ("audio/x-m4a", here.duration_ms, "its index")
        assert (audio.tags.title, audio.chapters) == ("Hé", here.chapters)
        assert [chapter.title for chapter in audio.chapters] == ["Part 0", "Part 30000", "Part 60000"]
        assert sent_bytes(server, name, bodies[name]) < 150_000


def test_the_sample_tables_of_an_hour_of_mp4_are_not_fetched(server: Loopback) -> None:
    samples = 155_000
    times = struct.pack(">5I", 0, 0, 0, 44_100, samples * 1024) + bytes(4)
    table = atom(
        b"stbl",
        atom(b"stsd", bytes(8)),
        atom(b"stsz", struct.pack(">3I", 0, 0, samples), bytes(4 * samples)),
        atom(b"stts", struct.pack(">4I", 0, 1, samples, 1024)),
    )
    track = atom(
        b"trak",
        atom(b"tkhd", struct.pack(">4I", 1, 0, 0, 1).ljust(84, b"\0")),
        atom(b"mdia", atom(b"mdhd", times), atom(b"hdlr", bytes(8), b"soun", bytes(12)), atom(b"minf", table)),
    )
    body = m4a(track, seconds=3599.1, user_data=nero_chapters((0, "One"), (60_000, "Two")), data_bytes=20_000_000)
    serve(server, {"hour.m4a": body})
    audio = read(server, "hour.m4a")
    assert (audio.duration_ms, audio.chapters[1]) == (3_599_093, Chapter(start_ms=60_000, title="Two"))
    assert sent_bytes(server, "hour.m4a", body) < 150_000


def test_other_formats(tmp_path: Path, server: Loopback) -> None:
    paths = [encode(tmp_path / f"a.{kind}", "-metadata", "title=T", seconds=60) for kind in ("ogg", "opus", "flac")]
    (tmp_path / "a.wav").write_bytes(wav(60))
    bodies = {path.name: path.read_bytes() for path in (*paths, tmp_path / "a.wav")}
    serve(server, bodies)
    for name, audio in read_all(server, list(bodies)).items():
        here = read_audio(tmp_path, name).value
        assert here is not None
        assert (audio.mime_type, audio.duration_ms) == (here.mime_type, here.duration_ms)
        assert (audio.tags, audio.notes) == (here.tags, ())
        assert sent_bytes(server, name, bodies[name]) < 250_000


def test_mp3_without_a_header_lasts_as_long_as_its_rate_says_where_that_is_constant(
    tmp_path: Path, server: Loopback
) -> None:
    variable = encode(tmp_path / "variable.mp3", "-q:a", "4", "-write_xing", "0", seconds=60).read_bytes()
    bodies = {
        "constant.mp3": mp3_frames(HOUR_FRAMES) + id3v1_tag("Old"),
        "short.mp3": mp3_frames(100),
        "variable.mp3": variable,
        "xing.mp3": encode(tmp_path / "xing.mp3", "-q:a", "4", seconds=60).read_bytes(),
        "half.mp3": mp3(frames=10_000, says_frames=20_000),
        "joined.mp3": mp3(frames=5000) * 2,
        "two-rates.mp3": mp3_frames(50_000) + mp3_frames(50_000, kbit_per_s=128),
    }
    serve(server, bodies)
    audio = read_all(server, list(bodies))
    told = {name: (one.duration_ms, one.told_by) for name, one in audio.items()}
    xing = read_audio(tmp_path, "xing.mp3").value
    assert xing is not None
    assert told == {
        "constant.mp3": (3_600_000, "its size at 64 kbit/s"),
        "short.mp3": (2_400, "its size at 64 kbit/s"),
        "variable.mp3": (None, ""),
        "xing.mp3": (xing.duration_ms, "its VBR header"),
        "half.mp3": (240_000, "its size at 64 kbit/s"),
        "joined.mp3": (240_024, "its size at 64 kbit/s"),
        "two-rates.mp3": (None, ""),
    }
    assert audio["constant.mp3"].tags.title == "Old"
    assert "only a download tells how long it lasts" in audio["variable.mp3"].notes[0]
    assert "but its header counts 3,840,192: it was cut off or joined" in audio["half.mp3"].notes[0]
    assert all(sent_bytes(server, name, body) < 250_000 for name, body in bodies.items())


def test_servers_without_ranges_give_their_beginning(tmp_path: Path, server: Loopback) -> None:
    bodies = {
        "hour.mp3": tagged(tmp_path, mp3(frames=HOUR_FRAMES)),
        "constant.mp3": mp3_frames(HOUR_FRAMES),
        "first.m4a": m4a(seconds=3600, data_bytes=3_000_000),
        "last.m4a": atom(b"ftyp", b"M4A \0\0\0\0") + atom(b"mdat", bytes(3_000_000)) + m4a(seconds=3600)[16:],
    }
    serve(server, bodies, "ignored")
    audio = read_all(server, list(bodies))
    assert {name: (one.duration_ms, one.size_bytes == len(bodies[name])) for name, one in audio.items()} == {
        "hour.mp3": (3_600_000, True),
        "constant.mp3": (3_600_000, True),
        "first.m4a": (3_600_000, True),
        "last.m4a": (None, True),
    }
    assert (audio["hour.mp3"].tags.title, len(audio["hour.mp3"].chapters)) == ("An hour", 4)
    assert audio["last.m4a"].notes[0] == "does not say how long it lasts in the parts of it that could be had"
    assert all(server.count(f"/{name}") == 1 for name in bodies)


def test_answers_that_are_another_part_are_not_believed(server: Loopback) -> None:
    body = mp3(frames=20_000)
    serve(server, {"wrong.mp3": body}, "wrong")
    assert read(server, "wrong.mp3").duration_ms == 480_000  # from the beginning, which needs no range
    assert [asked.headers.get("range") for asked in server.asked] == ["bytes=0-65535", None]


@pytest.mark.parametrize(
    "changes", [{"headers": {"ETag": '"2"'}}, {"body": mp3(frames=20_001)}], ids=["etag", "length"]
)
def test_a_file_that_changes_while_it_is_read(server: Loopback, changes: dict[str, Any]) -> None:
    first = Reply(body=mp3(frames=20_000), headers=ETAG, ranges="right")
    server.routes["/a.mp3"] = [first, replace(first, **changes)]
    assert why(server, "a.mp3") == "was changed on its server while it was read; run again"


def test_lengths_that_lie(server: Loopback) -> None:
    body = mp3(frames=20_000)
    serve(server, {"a.mp3": body})
    assert read(server, "a.mp3", 12_345).notes == (f"has {len(body):,} bytes, and the feed says 12,345",)
    server.routes["/short.mp3"] = Reply(body=body[:100_000], length=len(body))
    assert why(server, "short.mp3") == "the answer of 127.0.0.1 is cut off"
    server.routes["/endless.mp3"] = Reply(body=body[:70_000], endless=True)
    assert why(server, "endless.mp3") == "comes without a length, and its server hands out no parts of it"
    server.routes["/empty.mp3"] = Reply()
    assert why(server, "empty.mp3") == "comes without a length, and its server hands out no parts of it"


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Reply(status=404), "answers 404 Not Found"),
        (Reply(body=b"<!doctype html><html>" + bytes(100_000)), "is a web page (HTML) saved as audio"),
        (Reply(body=mp3(), headers={"Content-Encoding": "gzip"}), "127.0.0.1 sends a compressed body"),
        (redirect("file:///etc/passwd"), "redirects to something that is no http or https URL"),
        (Reply(raw=b"SSH-2.0"), "127.0.0.1 answers with something that is no HTTP"),
    ],
    ids=["404", "html", "gzip", "file", "ssh"],
)
def test_what_is_no_recording(server: Loopback, reply: Reply, fault: str) -> None:
    server.routes["/a.mp3"] = reply
    assert fault in why(server, "a.mp3")


def test_private_addresses_are_not_asked(server: Loopback) -> None:
    outcome = read_remote(server.url("/a.mp3"), None, OnlineSettings())
    assert isinstance(outcome, RemoteFailure)
    assert "which is not that of public web servers" in outcome.why
    assert server.connections == 0


def test_redirects_are_followed_once(server: Loopback) -> None:
    serve(server, {"b.mp3": mp3_frames(20_000)})
    server.routes["/a.mp3"] = redirect("/b.mp3")
    assert read(server, "a.mp3").duration_ms == 480_000
    assert server.count("/a.mp3") == 1  # a server that counts downloads counts one
    assert server.count("/b.mp3") > 1


def test_a_recording_that_hangs_its_reader_costs_one_message(tmp_path: Path, server: Loopback) -> None:
    serve(server, {"a.m4a": hanging_m4a(tmp_path / "a.m4a").read_bytes(), "b.mp3": mp3()})
    wanted = [RemoteRecording(url=server.url(path)) for path in ("/a.m4a", "/b.mp3")]
    hanging, other = read_remotes(wanted, SETTINGS, reader_deadline_s=1.0)
    assert isinstance(hanging, RemoteFailure)
    assert hanging.why == "cannot be read: it took longer than 1 s"
    assert isinstance(other, RemoteAudio)


def test_a_second_run_asks_whether_anything_is_new(tmp_path: Path, server: Loopback) -> None:
    body = mp3_frames(HOUR_FRAMES)

    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"1"':
            return Reply(status=304, headers=ETAG)
        return Reply(body=body, headers=ETAG, ranges="right")

    server.routes["/a.mp3"] = reply
    first = read(server, "a.mp3", cache_path=tmp_path / "cache/answers.json")
    before = len(server.asked)
    assert read(server, "a.mp3", cache_path=tmp_path / "cache/answers.json") == first
    assert len(server.asked) == before + 1
    kept = list((tmp_path / "cache/recordings").iterdir())
    assert len(kept) == 1
    assert "127.0.0.1" not in kept[0].read_bytes().decode("latin-1")


def test_what_is_kept_is_used_only_for_the_same_version(tmp_path: Path, server: Loopback) -> None:
    cache = tmp_path / "answers.json"
    serve(server, {"a.mp3": mp3_frames(HOUR_FRAMES)})
    read(server, "a.mp3", cache_path=cache)
    before = len(server.asked)
    read(server, "a.mp3", cache_path=cache)  # a server that never says 304
    assert len(server.asked) == before + 1
    server.routes["/a.mp3"] = Reply(body=mp3_frames(50_000), headers={"ETag": '"2"'}, ranges="right")
    assert read(server, "a.mp3", cache_path=cache).duration_ms == 1_200_000


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"[1]\n", b"\xff\n\n", b'{"version": 1}\n'])
def test_a_damaged_cache_costs_a_few_requests(tmp_path: Path, server: Loopback, damage: bytes) -> None:
    cache = tmp_path / "answers.json"
    serve(server, {"a.mp3": mp3_frames(50_000)})
    first = read(server, "a.mp3", cache_path=cache)
    (kept,) = (tmp_path / "recordings").iterdir()
    kept.write_bytes(damage)
    assert read(server, "a.mp3", cache_path=cache) == first


@settings(max_examples=60, deadline=None)
@given(
    start=st.sampled_from([mp3(), m4a(), mp3_frames(30), wav(2), m4a(user_data=nero_chapters((0, "x")))]),
    at=st.integers(min_value=0, max_value=3000),
    noise=st.binary(min_size=1, max_size=40),
)
def test_any_bytes_are_read_to_an_end(start: bytes, at: int, noise: bytes) -> None:
    body = start[:at] + noise + start[at + len(noise) :]
    blocks: dict[int, bytes] = {}
    for _ in range(-(-len(body) // BLOCK_BYTES) + 1):
        outcome = parse(Parts(size_bytes=len(body), blocks=blocks), is_final=False)
        if not isinstance(outcome, Missing):
            break
        assert not set(outcome.blocks) & blocks.keys()
        blocks |= {block: body[block * BLOCK_BYTES : (block + 1) * BLOCK_BYTES] for block in outcome.blocks}
    assert not isinstance(outcome, Missing)
    assert (outcome.duration is None) == bool(outcome.fault)
