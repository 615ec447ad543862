"""What is logged of a bug: its type and the lines it came through, not its message: that may hold values."""

import traceback
from pathlib import PurePath


def told(error: BaseException) -> str:
    """The type of an error and the lines it came through, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {places}"
