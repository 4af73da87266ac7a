"""Where things lie in a show folder."""

from __future__ import annotations

from typing import Final

SHOW_FILE: Final = "show.yaml"
EPISODES_FOLDER: Final = "episodes"
PEOPLE_FOLDER: Final = "people"
AUDIO_FOLDER: Final = "audio"
FEED_FOLDER: Final = "feed"
FEED_NAME: Final = "feed.xml"
LEDGER_FILE: Final = "published.yaml"
FEED_PATH: Final = f"{FEED_FOLDER}/{FEED_NAME}"
