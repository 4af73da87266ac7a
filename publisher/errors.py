"""What the program raises; every one becomes a message, never a traceback.

PublisherError
├── UnreadableFile     a file that cannot be read, or may not be
├── TagError           the tags of a recording cannot be read or written
├── NotThereError      a file, an episode or a show that the user named is not there
├── BusyError          another run holds the lock
└── WriteError         the disk refused; what stood in feed/ is still whole
"""

from __future__ import annotations


class PublisherError(Exception):
    """The base of all: ``str()`` of it is a sentence that says what is wrong and what to do."""


class UnreadableFile(PublisherError):
    """A file that cannot be read, or that may not be read because it lies outside the show folder.

    The message says what is the matter with it, without its name: "is not UTF-8; …". ``line`` is where, if known.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class TagError(PublisherError):
    """Tags that cannot be read or written; the message says why, without the name of the file."""


class NotThereError(PublisherError):
    """What the user named is not there: wrong usage, and no fault of the show."""


class BusyError(PublisherError):
    """Another run is at work in the same show folder."""


class WriteError(PublisherError):
    """A file could not be written."""
