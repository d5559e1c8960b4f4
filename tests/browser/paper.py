"""A page as A4 PDF: how many pages, and on which of them each heading stands."""

import re
from typing import NamedTuple

from playwright.sync_api import Page

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
TITLE = re.compile(rb"/Title (\((?:\\.|[^\\)])*\)|<[0-9A-F]*>)", re.DOTALL)
PLACE = re.compile(rb"/Dest \[(\d+) 0 R /XYZ [\d.]+ ([\d.]+)")
A4 = (595, 842)  # points
POINTS = 72 / 96  # a CSS pixel


class Heading(NamedTuple):
    """A heading: its text, its page from 0, and how far its top is from the page's lower edge, in points."""

    text: str
    page: int
    above: float


class Paper(NamedTuple):
    """A PDF: its bytes, the size of its pages in points, and its headings in order."""

    content: bytes
    sizes: list[tuple[int, int]]
    headings: list[Heading]


def printed(page: Page) -> Paper:
    """Print a page as its style sheet asks; headings come from the outline that Chromium adds."""
    content = page.pdf(
        format="A4", prefer_css_page_size=True, print_background=True, tagged=True, outline=True
    )
    objects = {int(number): body for number, body in OBJECT.findall(content)}
    leaves = [number for number, body in objects.items() if re.search(rb"/Type /Page\b", body)]
    order = _in_order(objects, leaves)
    sizes = [_size(objects[number]) for number in order]
    headings = []
    for body in objects.values():
        found, place = TITLE.search(body), PLACE.search(body)
        if found and place:
            number, above = order.index(int(place.group(1))), float(place.group(2))
            headings.append(Heading(_once(_text(found.group(1))), number, above))
    return Paper(content, sizes, sorted(headings, key=lambda one: (one.page, -one.above)))


def _in_order(objects: dict[int, bytes], leaves: list[int]) -> list[int]:
    """Pages in the order of their tree."""
    parents = {
        number: [int(kid) for kid in re.findall(rb"(\d+) 0 R", found.group(1))]
        for number, body in objects.items()
        if (found := re.search(rb"/Kids \[(.*?)\]", body, re.DOTALL)) and b"/Type /Pages" in body
    }
    children = {kid for kids in parents.values() for kid in kids}

    def walk(number: int) -> list[int]:
        return [number] if number in leaves else [one for kid in parents.get(number, []) for one in walk(kid)]

    return [one for number in parents if number not in children for one in walk(number)]


def _size(body: bytes) -> tuple[int, int]:
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", body)
    assert found
    return round(float(found.group(1))), round(float(found.group(2)))


def _text(written: bytes) -> str:
    if written.startswith(b"<"):
        return bytes.fromhex(written[1:-1].decode()).decode("utf-16")
    plain = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found.group(1), 8)]), written[1:-1])
    return re.sub(rb"\\(.)", rb"\1", plain).decode("latin-1")


def _once(text: str) -> str:
    """Chromium writes the text of a heading twice where a page break moved it."""
    half = len(text) // 2
    return text[:half] if text[:half] == text[half:] else text
