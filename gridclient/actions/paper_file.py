"""Writing a paper where the user wants it."""

import asyncio
from pathlib import Path

from gridclient.db.folders import problem_of_file


async def write_paper(path: Path, content: bytes) -> None:
    """Write a paper outside of the store. Raises ProblemError as every file of the store does."""
    try:
        await asyncio.to_thread(path.write_bytes, content)
    except OSError as error:
        raise problem_of_file(error) from error
