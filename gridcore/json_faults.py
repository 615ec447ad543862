"""How JSON from outside can be wrong.

msgspec tells of bytes that are not UTF-8 by an exception of Python, and of a million brackets by another one;
whoever reads what somebody else wrote catches all of them alike.
"""

import msgspec

JSON_FAULTS = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not what they should be."""
