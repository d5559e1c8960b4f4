from pathlib import Path

from sim.page.app import MOST_UPLOAD_BYTES
from sim.page.day import FEWEST
from sim.page.models import MOST_ROWS, DraftTable, Sent
from sim.page.routes import ENDPOINTS
from sim.page.security import MOST_BYTES
from sim.page.uploads import KINDS, MEGABYTE, MOST_UNPACKED

PAGE = Path(__file__).resolve().parents[2] / "docs" / "page-api.md"


def test_the_document_holds_every_route(page):
    document = page.get("/api/openapi.json").json()
    held = {(method.upper(), path) for path, one in document["paths"].items() for method in one}
    assert held == {(one.method, one.path) for one in ENDPOINTS}
    assert document["openapi"].startswith("3.1")


def test_the_docs_describe_every_route():
    text = PAGE.read_text(encoding="utf-8")
    for one in ENDPOINTS:
        assert f"`{one.method} {one.path}" in text, one


def test_the_docs_state_the_limits_that_hold():
    text = PAGE.read_text(encoding="utf-8")
    most = {kind: size for kind, (_, size) in KINDS.items()}
    assert set(most) == set(Sent.model_fields["kind"].annotation.__args__)
    for said in (
        f"({MOST_BYTES // MEGABYTE} MB, uploads {MOST_UPLOAD_BYTES // MEGABYTE} MB)",
        f"(zip of one folder, {most['scenario'] // MEGABYTE} MB, {MOST_UNPACKED // MEGABYTE} MB unpacked)",
        f"GeoJSON polygons, {most['outlines'] // MEGABYTE} MB;",
        f"csv, {most['candidates'] // MEGABYTE} MB;",
        f"yaml, {most['levers'] // 1024} KB",
        f"({FEWEST} days at least)",
        f"({DraftTable.model_fields['limit'].default}, at most {MOST_ROWS:,})",
    ):
        assert said in text, said


def test_every_reference_leads_somewhere(page):
    document = page.get("/api/openapi.json").json()

    def references(node):
        if isinstance(node, dict):
            yield from ([node["$ref"]] if isinstance(node.get("$ref"), str) else [])
            for inner in node.values():
                yield from references(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from references(inner)

    found = {one.removeprefix("#/components/schemas/") for one in references(document)}
    assert found <= set(document["components"]["schemas"])
    assert "Draft" in found
