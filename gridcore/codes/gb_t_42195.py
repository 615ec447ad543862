"""GB/T 42195-2022, ability assessment of older people: the result level alone (level names unverified).

Copied from an assessing body's paper with its date; there is no scoring form.
"""

from gridcore.codes import Code, CodeList

ABILITY_LEVEL = CodeList(
    "ability_level",
    "GB/T 42195",
    "2022",
    (
        Code("0", "能力完好", "Manages alone", sensitive=True),
        Code("1", "轻度失能", "Needs a little help", sensitive=True),
        Code("2", "中度失能", "Needs help", sensitive=True),
        Code("3", "重度失能", "Needs much help", sensitive=True),
        Code("4", "完全失能", "Needs help with everything", sensitive=True),
    ),
)
