"""What is wrong with a request, told in both languages."""

from __future__ import annotations


class InputError(ValueError):
    """A request that cannot be carried out as it was put; commands print it and end with exit code 2."""

    def __init__(self, message_en: str, message_zh: str) -> None:
        super().__init__(message_en)
        self.message_en = message_en
        self.message_zh = message_zh
