"""The fenced blocks of a page of docs: commands, what they print, files to write, Python to run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A block: language, the words beside it (such as slow or a file's name), text, line in the page."""

    language: str
    words: list[str]
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(found.group(1), found.group(2).split(), found.group(3), line)


def written_files(page: Path) -> dict[str, str]:
    """Return the files that a page shows: the word beside ```yaml or ```csv names them."""
    return {
        block.words[0]: block.text
        for block in blocks(page)
        if block.language in ("yaml", "csv") and block.words
    }
