"""Videos on YouTube: oEmbed, and the thumbnail as the second opinion.

The page of a video answers 200 whether the video exists or not. https://oembed.com lists YouTube's end point.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from publisher.online.inquiry import Inquiry, alive, gone, is_interrupted, json_of, judged, title_in, unknown
from publisher.online.verdict import State, Verdict
from publisher.platforms.known import canonical_url, read_url
from publisher.probe.answer import Answer

_BAD_REQUEST: Final = 400  # to YouTube it is no video
_NOT_EMBEDDABLE: Final = 401  # its owner keeps it out of the pages of others; before 2020 also private ones
_FORBIDDEN: Final = 403  # private, or removed


def look(url: str, inquiry: Inquiry) -> Verdict:
    """What oEmbed says of a video; where that may mean two things, whether there is a picture of it decides."""
    reference = read_url(url)
    video_id = (reference.id if reference else None) or ""
    query = urlencode({"url": canonical_url("youtube", video_id) or url, "format": "json"})
    answer = inquiry.ask_first(f"{inquiry.bases.of('youtube')}/oembed?{query}", "GET")
    if (kept := inquiry.renewed(answer)) is not None:
        return kept
    if answer.failure is not None:
        return judged(url, answer, inquiry.bases)
    if answer.status == _BAD_REQUEST:
        return gone(url, answer, "YouTube knows no such video")
    if answer.status == _NOT_EMBEDDABLE:
        return _embedding_forbidden(url, answer, _picture(video_id, inquiry))
    if answer.status == _FORBIDDEN:
        return _forbidden(url, answer, _picture(video_id, inquiry))
    if answer.status == 200:
        return _described(url, video_id, answer, inquiry)
    return judged(url, answer, inquiry.bases)


def _described(url: str, video_id: str, answer: Answer, inquiry: Inquiry) -> Verdict:
    values = json_of(answer)
    if isinstance(values, dict):
        found = alive(url, answer, inquiry.bases)
        # Whatever oEmbed itself redirects to is no news of the video.
        return replace(found, state=State.OK, why="", moved_to=None, title=title_in(values))
    return _forbidden(url, answer, _picture(video_id, inquiry))  # "Forbidden" in plain text


def _picture(video_id: str, inquiry: Inquiry) -> Answer:
    """The answer for the thumbnail that every video has; a 404 has a grey picture with it, so the status counts."""
    return inquiry.ask(f"{inquiry.bases.of('youtube_images')}/vi/{video_id}/hqdefault.jpg")


def _embedding_forbidden(url: str, answer: Answer, picture: Answer) -> Verdict:
    if is_interrupted(picture):
        return unknown(url, picture)
    if _is_missing(picture):
        return gone(url, answer, "YouTube has no such video any more")
    why = "its owner does not let other sites embed it"
    return replace(unknown(url, answer, why), state=State.OK, is_embeddable=False)


def _forbidden(url: str, answer: Answer, picture: Answer) -> Verdict:
    if is_interrupted(picture):
        return unknown(url, picture)
    if _is_missing(picture):
        return gone(url, answer, "YouTube has no such video any more")
    if picture.status == 200 and picture.failure is None and _is_picture(picture):
        return replace(unknown(url, answer, "exists, but is not open to everybody"), is_hidden=True)
    return unknown(url, answer)


def _is_missing(picture: Answer) -> bool:
    return picture.failure is None and picture.status == 404


def _is_picture(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").lower().startswith("image/")
