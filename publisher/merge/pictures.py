"""Pictures as the feed names them: under a URL that changes when the picture does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publisher.model import LocalFile, OutputFile, Picture
from publisher.sources.audio_file import EmbeddedPicture
from publisher.sources.picture_file import PictureFile
from publisher.urls import ascii_url, is_http_url, url_of_path

FOLDER: Final = "images"
_SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png"}

# Smaller artwork in a recording is for car radios; directories refuse it.
SMALLEST_PX: Final = 1400
LARGEST_PX: Final = 3000


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of the show folder by their path, and where they go.

    Apps and directories fetch a picture again only when its URL changes, so the URL holds a part of its hash
    (podcasters.apple.com/support/896).
    """

    feed_url: str
    files: Mapping[str, PictureFile] = field(default_factory=dict)

    def picture(self, written: str | None) -> Picture | None:
        """The picture that an author names by its path or URL; None where it cannot be had."""
        if not written:
            return None
        if is_http_url(written):
            return Picture(url=ascii_url(written))
        file = self.files.get(written)
        if file is None:
            return None
        return Picture(url=self._url(_path_of(file)), width_px=file.width_px, height_px=file.height_px)

    def embedded(self, slug: str, embedded: EmbeddedPicture) -> Picture | None:
        """The artwork of a recording, where a directory would take it."""
        width, height = embedded.width_px, embedded.height_px
        if width != height or not SMALLEST_PX <= width <= LARGEST_PX:
            return None
        return Picture(url=self._url(_path_of_embedded(slug, embedded)), width_px=width, height_px=height)

    def outputs(self) -> dict[str, OutputFile]:
        """What must lie in feed/ for the picture of each URL."""
        return {self._url(output.path): output for output in map(_output_of, self.files.values())}

    def embedded_outputs(self, slug: str, embedded: EmbeddedPicture) -> dict[str, OutputFile]:
        """The same for the artwork of a recording."""
        path = _path_of_embedded(slug, embedded)
        return {self._url(path): OutputFile(path=path, content=embedded.content)}

    def _url(self, path: str) -> str:
        return url_of_path(self.feed_url, path)


def _path_of(file: PictureFile) -> str:
    stem = PurePosixPath(file.path).stem
    return f"{FOLDER}/{stem}-{file.sha256[:8]}{_SUFFIXES[file.mime_type]}"


def _path_of_embedded(slug: str, embedded: EmbeddedPicture) -> str:
    digest = hashlib.sha256(embedded.content).hexdigest()
    return f"{FOLDER}/{slug}-{digest[:8]}{_SUFFIXES[embedded.mime_type]}"


def _output_of(file: PictureFile) -> OutputFile:
    content = LocalFile(path=file.path, sha256=file.sha256, size_bytes=file.size_bytes)
    return OutputFile(path=_path_of(file), content=content)
