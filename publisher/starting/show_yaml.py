"""A new show.yaml: the answers, and every other key that matters as a comment."""

from __future__ import annotations

from typing import Final

from publisher.layout import FEED_PATH
from publisher.merge.show import feed_guid
from publisher.sources.value_edit_styles import scalar_like
from publisher.starting.answers import Answers
from publisher.starting.filling import filled
from publisher.urls import as_folder, ascii_url, url_of_path

_WITHOUT: Final = {
    "author": "#author: Mina Vale\n",
    "timezone": "#timezone: Europe/Berlin   # where a date without a time is midnight; UTC, if this is missing\n\n",
    "owner": "#owner:\n#  name: Mina Vale\n#  email: podcast@example.com\n",
}


def show_yaml(answers: Answers) -> str:
    """The text of show.yaml for a new show; its guid follows from the address of its feed."""
    feed_url = url_of_path(as_folder(ascii_url(answers.url)), FEED_PATH)
    return filled(
        "show.yaml",
        title=_scalar(answers.title),
        description=_description(answers.description),
        language=_scalar(answers.language),
        author=f"author: {_scalar(answers.author)}\n" if answers.author else _WITHOUT["author"],
        category=_scalar(answers.category),
        image=_scalar(answers.image),
        url=_scalar(answers.url),
        guid=feed_guid(feed_url),
        timezone=_timezone(answers.timezone),
        owner=_owner(answers),
    )


def _description(text: str) -> str:
    """On its line, or below it where it has several."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    if len(lines) == 1:
        return f"description: {_scalar(lines[0])}"
    return "\n".join(["description: |", *(f"  {line}" if line else "" for line in lines)])


def _timezone(name: str) -> str:
    return f"# A date without a time is midnight here.\ntimezone: {_scalar(name)}\n\n" if name else _WITHOUT["timezone"]


def _owner(answers: Answers) -> str:
    if not answers.email:
        return _WITHOUT["owner"]
    name = f"  name: {_scalar(answers.author)}\n" if answers.author else ""
    return f"owner:\n{name}  email: {_scalar(answers.email)}\n"


def _scalar(text: str) -> str:
    return scalar_like(text, "", in_flow=False, as_text=True)
