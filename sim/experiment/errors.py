"""What is wrong with a request, told in both languages."""

from __future__ import annotations

BEST_SO_FAR = "the best so far is kept"  # note of an interruption that has left a folder of results


class InputError(ValueError):
    """A request that cannot be carried out as it was put; commands print it and end with exit code 2."""

    def __init__(self, message_en: str, message_zh: str) -> None:
        super().__init__(message_en)
        self.message_en = message_en
        self.message_zh = message_zh
