"""What podcast directories take, where it is the same for all of them or Apple's rule is the strictest."""

from __future__ import annotations

from typing import Final

# The most widely played first. https://podcasters.apple.com/support/823-podcast-requirements
ENCLOSURE_TYPES: Final = ("audio/mpeg", "audio/x-m4a", "video/mp4")

# Artwork is square. https://podcasters.apple.com/support/896-artwork-requirements
SMALLEST_PICTURE_PX: Final = 1400
LARGEST_PICTURE_PX: Final = 3000
PICTURE_MODE: Final = "RGB"  # as Pillow names it: no alpha channel, no inks, no palette
