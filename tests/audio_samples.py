"""Small recordings for tests: made by hand where that is feasible, by ffmpeg where a real encoder is needed."""

from __future__ import annotations

import io
import struct
import subprocess
import wave
import zlib
from pathlib import Path

from PIL import Image

from tests.needs import tool

MP3_FRAME_MS = 24  # of 1152 samples at 48 kHz
_KBIT_PER_S = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MIB = 1 << 20


def encode(path: Path, *arguments: str, seconds: float = 5.0) -> Path:
    """A recording of noise by ffmpeg, in the format of the path's suffix."""
    source = f"anoisesrc=d={seconds}:a=0.1:r=48000:s=1"
    command = [tool("ffmpeg"), "-v", "error", "-y", "-f", "lavfi", "-i", source, *arguments, str(path)]
    subprocess.run(command, check=True)
    return path


def decoded_ms(path: Path) -> int:
    """How long ffmpeg plays the recording: by its sound, not by its headers."""
    command = [tool("ffmpeg"), "-v", "error", "-i", str(path), "-map", "0:a", "-ac", "1", "-ar", "8000"]
    samples = subprocess.run([*command, "-f", "s16le", "-"], check=True, capture_output=True).stdout
    return round(len(samples) / 2 / 8)


def mp3_frames(count: int, *, kbit_per_s: int = 64) -> bytes:
    """Frames of silence, MPEG-1 layer III, mono at 48 kHz: 24 ms each."""
    header = bytes((0xFF, 0xFB, _KBIT_PER_S.index(kbit_per_s) << 4 | 1 << 2, 0xC4))
    return header.ljust(3 * kbit_per_s, b"\0") * count


def xing_frame(*, frames: int, size_bytes: int, padding_samples: int = 0) -> bytes:
    """The frame in front that says how many follow; ``size_bytes`` counts all of them, and this one."""
    fields = struct.pack(">4s3I", b"Xing", 3, frames, size_bytes) + b"LAME3.100".ljust(21, b"\0")
    header = mp3_frames(1)[:4] + bytes(17)
    return (header + fields + padding_samples.to_bytes(3, "big")).ljust(len(mp3_frames(1)), b"\0")


def mp3(*, frames: int = 500, says_frames: int | None = None, kbit_per_s: int = 64) -> bytes:
    """An MP3 file with a Xing header, which may say another number of frames than there are."""
    sound = mp3_frames(frames, kbit_per_s=kbit_per_s)
    says_frames = frames if says_frames is None else says_frames
    size_bytes = len(mp3_frames(says_frames, kbit_per_s=kbit_per_s)) + len(mp3_frames(1))
    return xing_frame(frames=says_frames, size_bytes=size_bytes) + sound


def id3_tag(content: bytes = b"", *, size_bytes: int | None = None) -> bytes:
    """An ID3v2.3 tag, which may say another size than it has."""
    size = len(content) if size_bytes is None else size_bytes
    septets = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + septets + content


def ape_tag() -> bytes:
    """An empty APEv2 tag of header and footer."""
    header, footer = (struct.pack("<8s4I8x", b"APETAGEX", 2000, 32, 0, flags) for flags in (0xA0000000, 0x80000000))
    return header + footer


def id3v1_tag(title: str = "") -> bytes:
    """The 128 bytes of old at the end of a file."""
    return (b"TAG" + title.encode("latin-1")).ljust(128, b"\0")


def atom(kind: bytes, *contents: bytes, size_bytes: int | None = None) -> bytes:
    """An MP4 atom, which may say another size than it has."""
    content = b"".join(contents)
    return struct.pack(">I4s", 8 + len(content) if size_bytes is None else size_bytes, kind) + content


def mp4_track(
    handler: bytes, seconds: float, *, number: int = 1, chapters_in: int | None = None, is_enabled: bool = True
) -> bytes:
    """A track without samples: our readers and mutagen go by its headers."""
    reference = b"" if chapters_in is None else atom(b"tref", atom(b"chap", struct.pack(">I", chapters_in)))
    header = struct.pack(">4I", is_enabled, 0, 0, number)
    return atom(
        b"trak",
        atom(b"tkhd", header.ljust(84, b"\0")),
        reference,
        atom(b"mdia", atom(b"mdhd", _times(seconds)), atom(b"hdlr", bytes(8), handler, bytes(12))),
    )


def m4a(
    *tracks: bytes,
    seconds: float = 10,
    movie_seconds: float | None = None,
    user_data: bytes = b"",
    data_bytes: int = 2000,
) -> bytes:
    """An M4A file with its index in front, and as much data as wanted."""
    movie = atom(b"mvhd", _times(seconds if movie_seconds is None else movie_seconds).ljust(100, b"\0"))
    moov = atom(b"moov", movie, *(tracks or (mp4_track(b"soun", seconds),)), atom(b"udta", user_data))
    return atom(b"ftyp", b"M4A \0\0\0\0") + moov + atom(b"mdat", bytes(data_bytes))


def nero_chapters(*chapters: tuple[int, str], says: int | None = None) -> bytes:
    """The chpl atom, for the user data of an M4A: chapters by milliseconds and title."""
    listed = b"".join(
        struct.pack(">QB", start_ms * 10_000, len(title.encode())) + title.encode() for start_ms, title in chapters
    )
    return atom(b"chpl", b"\x01" + bytes(7), bytes([len(chapters) if says is None else says]), listed)


def wav(seconds: float = 10) -> bytes:
    """Silence of 16 bits, mono at 8 kHz."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        file.writeframes(bytes(round(seconds * 8000) * 2))
    return buffer.getvalue()


def picture(kind: str = "JPEG", *, width_px: int = 32, height_px: int = 32, mode: str = "RGB") -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new(mode, (width_px, height_px), 1).save(buffer, kind)
    return buffer.getvalue()


def hanging_m4a(path: Path) -> Path:
    """A recording that mutagen 1.48 never comes back from: the name atom in its cover is 0 bytes long."""
    cover = atom(b"covr", atom(b"name", bytes(16), size_bytes=0))
    handler = atom(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    path.write_bytes(m4a(user_data=atom(b"meta", bytes(4), handler, atom(b"ilst", cover))))
    return path


def id3_bomb(path: Path, *, inflated_mib: int = 3000) -> Path:
    """A recording of some MB whose ID3 tag holds one frame that inflates to some GB."""
    inflated_bytes = inflated_mib * _MIB
    content = struct.pack(">I", inflated_bytes) + _deflated_zeros(inflated_mib)
    frame = struct.pack(">4sIH", b"TIT2", len(content), 0x0080) + content  # 0x0080: compressed
    path.write_bytes(id3_tag(frame) + mp3_frames(500))
    return path


def _deflated_zeros(mib: int) -> bytes:
    """What zlib makes of so many MiB of zeros, without the time that it takes."""
    compressor = zlib.compressobj(9)
    first, again = (compressor.compress(bytes(_MIB)) + compressor.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    end_without_checksum = compressor.flush()[:-4]
    adler_32 = (mib * _MIB % 65521) << 16 | 1
    return first + again * (mib - 1) + end_without_checksum + struct.pack(">I", adler_32)


def _times(seconds: float) -> bytes:
    return struct.pack(">5I", 0, 0, 0, 1000, round(seconds * 1000)) + bytes(4)
