"""What the tags of a recording should say, from all that is known of its episode."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from publisher.errors import UnreadableFile
from publisher.merge.episode import MergedEpisode
from publisher.merge.pictures import Gallery
from publisher.model import Chapter, Episode, LocalFile, Show, Source
from publisher.sources.audio_file import EmbeddedPicture
from publisher.sources.folder import read_bytes
from publisher.tags.artwork import CHAPTER_PX, COVER_PX, artwork_of
from publisher.tags.languages import three_letters
from publisher.tags.plain_text import SHORTEST_CHARACTERS, notes_text, short_text, transcript_text
from publisher.tags.wanted import Artwork, TagChapter, Wanted
from publisher.text import one_line

_PICTURE_BYTES: Final = 32 * 1024 * 1024
_GENRE: Final = "Podcast"

# Field of model.Episode -> the fields of the table that are made of it.
_MADE_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title",),
    "season": ("season",),
    "number": ("number",),
    "published_at": ("date",),
    "notes": ("notes", "description"),
    "chapters": ("chapters",),
}


def wanted_of(
    show: Show, merged: MergedEpisode, root: Path, *, with_synced: bool = False, with_pictures: bool = True
) -> Wanted:
    """Every field of the table that is known; nothing of an episode that cannot be published yet.

    Pictures are read from the show folder; one that cannot be read, or that is only a URL, is left out.
    """
    episode = merged.episode
    if episode is None:
        return Wanted()
    gallery = merged.known.around.gallery
    pictures = _Pictures(root=root, gallery=gallery if with_pictures else Gallery(gallery.base_url))
    artwork, is_embedded = pictures.cover(merged) if with_pictures else (None, False)
    texts = _texts(show, episode, merged.known.around.zone)
    return Wanted(
        texts={field: text for field, text in texts.items() if text},
        artwork=artwork,
        chapters=_chapters(episode, pictures),
        lyrics=transcript_text(episode.cues),
        cues=episode.cues if with_synced else (),
        from_tags=_from_tags(merged, is_embedded=is_embedded),
    )


def _texts(show: Show, episode: Episode, zone: ZoneInfo) -> dict[str, str]:
    author = show.author or ", ".join(host.name for host in show.hosts)
    return {
        "title": episode.title,
        "subtitle": one_line(episode.subtitle or ""),
        "show": show.title,
        "author": author,
        "guests": ", ".join(person.name for person in episode.people),
        "season": str(episode.season or ""),
        "number": str(episode.number or ""),
        "date": episode.published_at.astimezone(zone).date().isoformat(),
        "genre": _GENRE,
        "language": three_letters(show.language),
        "description": _description(episode),
        "notes": notes_text(episode.notes_html),
        "keywords": ", ".join(episode.keywords),
        "link": episode.link or "",
        "links": "\n".join(f"{one_line(link.label)}: {link.url}" for link in episode.links),
        "publisher": show.owner_name or author,
        "copyright": show.copyright or "",
        "guid": episode.guid,
        "feed_url": show.feed_url,
        "show_guid": show.guid,
        "podcast": "1",
    }


def _description(episode: Episode) -> str:
    """The beginning of the notes; the subtitle where that says next to nothing, as a list of links."""
    beginning = short_text(episode.notes_html)
    subtitle = one_line(episode.subtitle or "")
    return subtitle if subtitle and len(beginning) < SHORTEST_CHARACTERS else beginning


def _chapters(episode: Episode, pictures: _Pictures) -> tuple[TagChapter, ...]:
    """Each to the start of the next; the last one to the end of the sound."""
    chapters = sorted(episode.chapters, key=lambda chapter: chapter.start_ms)
    ends_ms = [chapter.start_ms for chapter in chapters[1:]]
    if chapters:
        ends_ms.append(max(episode.audio.duration_ms or 0, chapters[-1].end_ms or 0, chapters[-1].start_ms))
    return tuple(_chapter(one, end_ms, pictures) for one, end_ms in zip(chapters, ends_ms, strict=True))


def _chapter(chapter: Chapter, end_ms: int, pictures: _Pictures) -> TagChapter:
    return TagChapter(
        start_ms=chapter.start_ms,
        end_ms=end_ms,
        title=one_line(chapter.title),
        url=chapter.url,
        artwork=pictures.of_url(chapter.image) if chapter.image else None,
        toc=chapter.toc,
    )


def _from_tags(merged: MergedEpisode, *, is_embedded: bool) -> frozenset[str]:
    typed = {field for field, found in merged.found.items() if found[0].source is Source.AUDIO_TAG}
    fields = {made for field in typed for made in _MADE_OF.get(field, ())}
    return frozenset(fields | ({"artwork"} if is_embedded else set()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pictures:
    """The pictures of the show folder, made small."""

    root: Path
    gallery: Gallery

    def cover(self, merged: MergedEpisode) -> tuple[Artwork | None, bool]:
        """The episode's own picture, or the show's; and whether it came from the recording, where it stays as it is.

        A picture that is only a URL stands for itself: the show's in its place would be another than the feed names.
        """
        for found in merged.known.found.get("picture", ()):
            if isinstance(found.value, EmbeddedPicture):
                return _small(found.value.content, COVER_PX), True
            if self.gallery.picture_of(found.value):
                return self._of_path(found.value, COVER_PX), False
        return self._of_path(merged.known.around.fields["image"].value, COVER_PX), False

    def of_url(self, url: str) -> Artwork | None:
        """The picture of the folder that the feed has under this URL."""
        output = self.gallery.outputs().get(url)
        path = output.content.path if output and isinstance(output.content, LocalFile) else ""
        return self._of_path(path, CHAPTER_PX)

    def _of_path(self, path: str, side_px: int) -> Artwork | None:
        if path in self.gallery.files:
            with suppress(UnreadableFile):  # it was reported when the folder was read
                return _small(read_bytes(self.root, path, limit_bytes=_PICTURE_BYTES), side_px)
        return None


def _small(content: bytes, side_px: int) -> Artwork | None:
    """Of a picture in a recording, too: its digest is that of what it is made of, so there it is no change."""
    with suppress(UnreadableFile):
        return artwork_of(content, side_px)
    return None
