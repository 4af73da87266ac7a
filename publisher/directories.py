"""What podcast directories take, where it is the same for all of them or Apple's rule is the strictest."""

from __future__ import annotations

from typing import Final

# The most widely played first. https://podcasters.apple.com/support/823-podcast-requirements
ENCLOSURE_TYPES: Final = ("audio/mpeg", "audio/x-m4a", "video/mp4")

# ISO 639-1, which Apple asks for.
LANGUAGES: Final = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
    sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu
    """.split()  # noqa: SIM905 - as a list it would fill two pages
)

# Artwork is square. https://podcasters.apple.com/support/896-artwork-requirements
SMALLEST_PICTURE_PX: Final = 1400
LARGEST_PICTURE_PX: Final = 3000
PICTURE_MODE: Final = "RGB"  # as Pillow names it: no alpha channel, no inks, no palette

# Of an item's description: bytes of UTF-8, tags included. Apple, PSP-1.
LONGEST_DESCRIPTION_BYTES: Final = 4000
