"""How large a grid may be before one worker cannot know it: warned about, never refused.

Offices plan with 300 to 500 households, or about 1,000 to 1,500 people, in a grid of a town.
"""

MOST_HOUSEHOLDS = 500
MOST_PEOPLE = 1_500


def is_too_large(households: int, people: int) -> bool:
    """Whether a grid has more households or more people than one worker can know."""
    return households > MOST_HOUSEHOLDS or people > MOST_PEOPLE
