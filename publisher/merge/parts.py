"""The parts of an episode: each is a function of what is known of it, and decides one or a few of its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from publisher.clock import format_short
from publisher.merge import audio_part
from publisher.merge import links as platform_links
from publisher.merge.chapter_sources import ChapterSources
from publisher.merge.chapters import decide_chapters
from publisher.merge.dates import utc_moment
from publisher.merge.known import Known, Part
from publisher.merge.matching import number_in_name
from publisher.merge.people import person_of, unknown_people
from publisher.merge.pictures import Gallery
from publisher.model import (
    Chapter,
    Found,
    Place,
    Problem,
    Severity,
    Soundbite,
    Source,
)
from publisher.notes import to_html
from publisher.sources.show_file import ChaptersEntry
from publisher.sources.transcript_file import Transcript
from publisher.transcripts.timing import timed


def plain(known: Known) -> Part:
    """The fields that are what was decided. Directories count seasons and episodes from 1."""
    values = {name: known.found[name][0].value for name in _PLAIN_FIELDS if name in known.found}
    origins: dict[str, tuple[Found[Any], ...]] = {}
    problems = []
    for name, key in (("season", "season"), ("number", "episode")):
        if values.get(name) == 0:
            message = f"{key} 0 is left out: directories count from 1; {_instead_of_zero(name, key, known)}"
            problems.append(_problem(known.found[name][0].place, "number-zero", message))
        guessed = name in values and known.found[name][0].source is Source.AUDIO_TAG
        if values.get(name) == 0 or (name == "number" and guessed and values["kind"] != "full"):
            # A trailer that took the number of its track would stand there as a second episode of that number.
            del values[name]
            origins[name] = ()
    return Part(values=values, problems=tuple(problems), origins=origins)


def _instead_of_zero(field: str, key: str, known: Known) -> str:
    in_name = number_in_name(known.file.stem) or (0, 0)
    named = in_name[field == "number"]
    if named:
        return f"write {key}: {named}, as in the name of this file"
    is_number = field == "number" and known.found[field][0].source is Source.FRONT_MATTER
    return f"write {key}: and its number{', or type: trailer or type: bonus in its place' if is_number else ''}"


def published_at(known: Known) -> Part:
    """The moment in UTC; a day is its midnight in the show's time zone."""
    if "published_at" not in known.found:
        if known.file.broken & {"date", "dateadded"} or known.is_kept_out:
            return Part()
        tagged = known.recordings[0].tags.date if known.recordings else None
        vague = f" ('{tagged}' in the recording's tags is no day)" if tagged else ""
        message = f"no date, so it is left out; write date: 2026-01-31{vague}"
        return Part(problems=(_problem(_place_of_day(known), "date-missing", message),))
    winner = known.found["published_at"][0]
    try:
        return Part(values={"published_at": utc_moment(winner.value, known.around.zone)})
    except ValueError as error:
        return Part(problems=(_problem(winner.place, "date-ambiguous", f"date: {error}", Severity.ERROR),))


def notes(known: Known) -> Part:
    """The show notes as clean HTML: the author's, which the reader of the file has cleaned, or the recording's."""
    if "notes" not in known.found:
        return Part()
    winner = known.found["notes"][0]
    if winner is known.file.notes:
        return Part(values={"notes_html": known.file.notes_html})
    try:
        return Part(values={"notes_html": to_html(winner.value, known.around.url)})
    except ValueError as error:
        return Part(problems=(_problem(winner.place, "notes-unreadable", f"description: {error}", Severity.ERROR),))


def links(known: Known) -> Part:
    """Ids, links to the platforms, and the other forms of the episode."""
    ids = known.value("ids", {})
    found, problems = platform_links.links_of(known.value("links", {}), ids)
    videos = platform_links.video_alternates(found)
    values = {
        "ids": {platform: one.value for platform, one in ids.items()},
        "links": platform_links.labelled(found),
        "content_links": platform_links.video_links(found),
        "alternates": (*audio_part.other_formats(known), *videos, *known.value("alternates", ())),
    }
    others = tuple(audio_part.origin_of(recording, known) for recording in known.recordings[1:])
    origins = {"ids": (), "links": (), **platform_links.by_platform("ids", ids)}
    origins |= {f"alternate.{one.value.rpartition('.')[2]}": (one,) for one in others}
    origins |= platform_links.by_platform("links", found)
    if "link" not in known.found and (page := platform_links.page_of(found)):
        values["link"], origins["link"] = page.value, (page,)
    return Part(values=values, problems=tuple(problems), origins=origins)


def words(known: Known) -> Part:
    """What is said, and the chapters, which may start where something is said."""
    duration_ms = known.value("duration_ms")
    written = [one for one in (known.file.transcript, known.transcript) if one is not None and one.entries]
    transcript = timed(written[0], duration_ms) if written else None
    drafts = known.around.fields.get("chapters")
    sources = ChapterSources(
        file=known.file,
        transcript=transcript,
        audio=known.recordings[0] if known.recordings else None,
        listed=known.chapters,
        level=drafts.value.auto if drafts else ChaptersEntry().auto,
    )
    decided = decide_chapters(sources, duration_ms)
    return Part(
        values={
            "cues": transcript.cues if transcript else (),
            "chapters": tuple(_with_picture_url(chapter, known.around.gallery) for chapter in decided.chapters),
        },
        listed=decided,
        problems=(*(transcript.problems if transcript else ()), *decided.problems),
        origins={
            "transcript": tuple(_origin_of_transcript(one, known) for one in written),
            "chapters": decided.origins,
        },
    )


def picture(known: Known) -> Part:
    """The first picture that can be had, else the show's; one that cannot has been reported where it is named."""
    gallery = known.around.gallery
    candidates = [(found, gallery.picture_of(found.value)) for found in known.found.get("picture", ())]
    usable = [(found, had) for found, had in candidates if had]
    origins = {"picture": (*(found for found, _ in usable), known.around.fields["image"])}
    if not usable:
        return Part(origins=origins)
    winner, chosen = usable[0]
    return Part(values={"picture": chosen}, origins=origins, files=gallery.files_of(winner.value))


def people(known: Known) -> Part:
    """The guests; outputs add the hosts of the show."""
    named = known.value("guests", ())
    guests = (
        person_of(one.value, known.around.people, known.around.gallery.picture_of, default_role="guest")
        for one in named
    )
    by_name = {person.name: person for person in guests}
    hosts = known.around.fields.get("hosts")
    return Part(
        values={"people": tuple(by_name.values())},
        problems=unknown_people(named, known.around.people),
        origins={"hosts": (hosts,)} if hosts else {},
    )


def keywords(known: Known) -> Part:
    """Topics, then keywords, then tags, each word once."""
    lists = {key: known.file.values[key] for key in ("topics", "keywords", "tags") if key in known.file.values}
    spellings: dict[str, str] = {}
    for found in lists.values():
        for word in found.value:
            spellings.setdefault(word.casefold(), word)
    return Part(values={"keywords": tuple(spellings.values())}, origins={key: (found,) for key, found in lists.items()})


def soundbites(known: Known) -> Part:
    """The soundbites that lie inside the recording."""
    duration_ms = known.value("duration_ms")
    bites: tuple[Found[Soundbite], ...] = known.value("soundbites", ())
    inside = tuple(bite.value for bite in bites if _is_inside(bite.value, duration_ms))
    outside = (bite for bite in bites if not _is_inside(bite.value, duration_ms))
    problems = tuple(_problem(bite.place, "soundbite-outside", _ends_late(bite.value, duration_ms)) for bite in outside)
    return Part(values={"soundbites": inside}, problems=problems)


PARTS: Final[tuple[Callable[[Known], Part], ...]] = (
    plain,
    audio_part.audio,
    published_at,
    notes,
    links,
    words,
    picture,
    people,
    keywords,
    soundbites,
)

# Decided fields that go into the episode as they are.
_PLAIN_FIELDS: Final = (
    "slug",
    "guid",
    "title",
    "subtitle",
    "season",
    "season_name",
    "number",
    "kind",
    "link",
    "explicit",
    "block",
    "locations",
    "license",
    "funding",
    "social",
    "txt",
)


def _problem(place: Place, check: str, message: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(place=place, check=check, severity=severity, message=message)


def _place_of_day(known: Known) -> Place:
    """Where a day is yet to be filled in, TODO or nothing; else the file as a whole."""
    dates = (one.place for one in known.file.written if one.keys in {("date",), ("dateadded",)})
    return next(dates, known.place)


def _is_inside(bite: Soundbite, duration_ms: int | None) -> bool:
    return duration_ms is None or bite.start_ms + bite.duration_ms <= duration_ms


def _ends_late(bite: Soundbite, duration_ms: int | None) -> str:
    end, length = (format_short(time_ms) for time_ms in (bite.start_ms + bite.duration_ms, duration_ms or 0))
    return f"this soundbite ends at {end}, and the recording at {length}, so it is left out; correct its times"


def _with_picture_url(chapter: Chapter, gallery: Gallery) -> Chapter:
    found = gallery.picture_of(chapter.image)
    return replace(chapter, image=found.url if found else None)


def _origin_of_transcript(transcript: Transcript, known: Known) -> Found[str]:
    source = Source.FRONT_MATTER if transcript.path == known.file.path else Source.FILE
    place = Place(path=transcript.path, line=transcript.entries[0].line)
    count = len(transcript.entries)
    return Found(value=f"{count} {'entry' if count == 1 else 'entries'}", source=source, place=place)
