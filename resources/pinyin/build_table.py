"""Makes gridcore/pinyin_table.py from pypinyin's single-character readings (pinyin-data, MIT licence).

Run it from the top of the checkout: python resources/pinyin/build_table.py
"""

import base64
import lzma
import unicodedata
from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF
BEYOND = "䶮㛃㬎䥽㭎㸆㺄㑇㙍㥄㧑㫰㭕㮾㰀㳇㳘㴔㵐㶲㻬㿠䃅䌹䓖䓨䗖䜣䦃䲟䲠䲢䴓"
"""Characters of the general table (2013) that lie outside the block and occur in names."""
HEADER = '''"""The first reading of each character from U+4E00 on; made by resources/pinyin/build_table.py.

SYLLABLES are sorted, between spaces. PACKED is base64 of raw LZMA2 over two planes of bytes, the low and
the high half of the place in SYLLABLES of each character up to U+9FFF. BEYOND holds a few others.
"""

'''


def plain(reading: str) -> str:
    """A reading without its tone; ü is written v."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(each for each in letters if not unicodedata.combining(each))


def table(readings: dict[int, str]) -> str:
    """The module's text for the readings of each code point, comma-separated, the first one first."""
    first = [plain(readings.get(point, "").split(",")[0]) for point in range(FIRST, LAST + 1)]
    syllables = sorted(set(first))
    places = [syllables.index(each) for each in first]
    planes = bytes(place & 0xFF for place in places) + bytes(place >> 8 for place in places)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 0, "lp": 0, "pb": 0}]
    packed = base64.b64encode(lzma.compress(planes, format=lzma.FORMAT_RAW, filters=filters)).decode()
    beyond = {each: plain(readings[ord(each)].split(",")[0]) for each in BEYOND}
    more = " ".join(f"{each}{reading}" for each, reading in beyond.items())
    return (
        HEADER
        + _constant("SYLLABLES", " ".join(syllables))
        + _constant("BEYOND", more, 60)
        + _constant("PACKED", packed)
    )


def _constant(name: str, text: str, width: int = 100) -> str:
    lines = "".join(f'    "{text[start : start + width]}"\n' for start in range(0, len(text), width))
    return f"{name} = (\n{lines})\n"


if __name__ == "__main__":
    from pypinyin.constants import PINYIN_DICT

    target = Path(__file__).parents[2] / "gridcore" / "pinyin_table.py"
    target.write_text(table(PINYIN_DICT), encoding="utf-8", newline="\n")
