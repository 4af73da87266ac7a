"""Pictures as the feed names them: under a URL that changes when the picture does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publisher.directories import LARGEST_PICTURE_PX, SMALLEST_PICTURE_PX
from publisher.model import LocalFile, OutputFile, Picture
from publisher.sources.audio_file import EmbeddedPicture
from publisher.sources.picture_file import PictureFile
from publisher.text import same_name
from publisher.urls import http_url, url_of_path

_FOLDER: Final = "images"
_SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of the show folder by their path, and where they go: ``base_url`` is the URL of feed/.

    Apps and directories fetch a picture again only when its URL changes, so the URL holds a part of its hash
    (podcasters.apple.com/support/896).
    """

    base_url: str
    files: Mapping[str, PictureFile] = field(default_factory=dict)

    def picture_of(self, named: str | EmbeddedPicture | None) -> Picture | None:
        """A picture by its path, by its URL or inside a recording; None where it cannot be had or would be refused.

        Artwork inside a recording is often a thumbnail for car radios, which no directory takes.
        """
        if isinstance(named, EmbeddedPicture):
            return self._published(named, _path_of_embedded(named)) if _is_for_directories(named) else None
        if named and (url := http_url(named)):
            return Picture(url=url)
        file = self.files.get(named or "")
        return self._published(file, _path_of(file)) if file else None

    def files_of(self, named: str | EmbeddedPicture) -> dict[str, OutputFile]:
        """The artwork of a recording as a file of feed/, by its URL; nothing for other pictures (see ``outputs``)."""
        if not isinstance(named, EmbeddedPicture):
            return {}
        path = _path_of_embedded(named)
        return {self._url(path): OutputFile(path=path, content=named.content)}

    def outputs(self) -> dict[str, OutputFile]:
        """What must lie in feed/ for the picture of each URL."""
        return {self._url(_path_of(file)): _output_of(file) for file in self.files.values()}

    def _published(self, picture: PictureFile | EmbeddedPicture, path: str) -> Picture:
        mode = picture.mode if isinstance(picture, PictureFile) else None
        return Picture(url=self._url(path), width_px=picture.width_px, height_px=picture.height_px, mode=mode)

    def _url(self, path: str) -> str:
        return url_of_path(self.base_url, path)


def _is_for_directories(picture: EmbeddedPicture) -> bool:
    is_square = picture.width_px == picture.height_px
    return is_square and SMALLEST_PICTURE_PX <= picture.width_px <= LARGEST_PICTURE_PX


def _path_of(file: PictureFile) -> str:
    stem = same_name(PurePosixPath(file.path).stem)
    return f"{_FOLDER}/{stem}-{file.sha256[:8]}{_SUFFIXES[file.mime_type]}"


def _path_of_embedded(embedded: EmbeddedPicture) -> str:
    # No name of an episode: one cover in every recording is the rule, and one file is enough for all.
    return f"{_FOLDER}/cover-{embedded.sha256[:16]}{_SUFFIXES[embedded.mime_type]}"


def _output_of(file: PictureFile) -> OutputFile:
    content = LocalFile(path=file.path, sha256=file.sha256, size_bytes=file.size_bytes)
    return OutputFile(path=_path_of(file), content=content)
