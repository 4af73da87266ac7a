"""What a new show is asked for: the answers, as show.yaml can hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.errors import PublisherError
from publisher.sources.composed import Mapping, Node, Scalar
from publisher.sources.fields import FieldError
from publisher.sources.show_file import REQUIRED, SHOW_FIELDS
from publisher.text import find_not_xml, name_of_character

USUAL_IMAGE: Final = "artwork.jpg"
# Required, and not to be guessed.
NEEDED: Final = tuple(key for key in REQUIRED if key != "image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known of a new show, each as it is written; no answer is an empty text."""

    title: str
    description: str
    url: str
    language: str
    category: str
    image: str = USUAL_IMAGE
    author: str = ""
    email: str = ""
    timezone: str = ""


def checked(key: str, text: str) -> str:
    """An answer that show.yaml can hold. Raises PublisherError, which says what is wrong with it.

    >>> checked("language", " en ")
    'en'
    >>> checked("category", "Tecnology")
    Traceback (most recent call last):
    publisher.errors.PublisherError: 'Tecnology' is not a category of Apple Podcasts; did you mean Technology?
    """
    text = text.strip()
    bad = find_not_xml(text)
    if bad >= 0:
        raise PublisherError(f"the character {name_of_character(text[bad])} cannot stand in a feed; leave it out")
    try:
        value = _converted(key, Scalar(text, line=1, plain=False))
    except FieldError as error:
        raise PublisherError(str(error)) from error
    if key in REQUIRED and not value:
        raise PublisherError(f"a show needs its {key}: write {REQUIRED[key]}")
    return text


def _converted(key: str, node: Node) -> object:
    if key == "email":
        return SHOW_FIELDS["owner"](Mapping({key: node}, 1, {key: 1}))
    return SHOW_FIELDS[key](node)
