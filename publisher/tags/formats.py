"""Which kind of tag each kind of file has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from publisher.sources.audio_kind import Kind
from publisher.tags.held import TagFormat
from publisher.tags.id3 import MP3_FORMAT, WAV_FORMAT
from publisher.tags.mp4 import MP4_FORMAT
from publisher.tags.vorbis import FLAC_FORMAT, OGG_FORMAT

FORMATS: Final[Mapping[Kind, TagFormat]] = {
    Kind.MP3: MP3_FORMAT,
    Kind.MP4: MP4_FORMAT,
    Kind.OGG: OGG_FORMAT,
    Kind.FLAC: FLAC_FORMAT,
    Kind.WAV: WAV_FORMAT,
}
