import io
import json
import struct
import zipfile

import pytest

from sim.page import uploads
from sim.page.errors import ApiError
from sim.page.outlines import read_outlines
from tests.page.conftest import refused

NASTY = "<img src=x onerror=alert(1)>"
SQUARE = [[[120.0, 30.0], [120.1, 30.0], [120.1, 30.1], [120.0, 30.0]]]
HEAD = "id,name_zh,name_en,kind,county,lat,lon,template\n"


def send(page, kind, name, content, **fields):
    return page.post("/api/uploads", data={"kind": kind, **fields}, files={"file": (name, content)})


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def folder_of(path, below="city/"):
    return {below + one.name: one.read_bytes() for one in path.iterdir()}


def nothing_is_left(places):
    return [
        path.name for path in places.mine.rglob("*") if path.name != ".lock" and path != places.uploads
    ] == []


def test_a_scenario_becomes_one_of_ones_own(page, places):
    files = folder_of(places.scenarios / "small_city") | {"city/README.md": b"x", "__MACOSX/._x": b"x"}
    first = send(page, "scenario", "城市.zip", zipped(files)).json()
    assert first["id"] == "mine/small_city"
    assert page.get("/api/scenario", params={"id": "mine/small_city"}).json()["mine"] is True
    assert not (places.mine / "small_city" / "README.md").exists()
    top = zipped(folder_of(places.scenarios / "small_city", ""))
    assert send(page, "scenario", "again.zip", top).json()["id"] == "mine/small_city-2"  # nothing is replaced
    version = page.get("/api/scenario", params={"id": "mine/small_city-2"}).json()["version"]
    gone = {"id": "mine/small_city-2", "version": version}
    assert page.request("DELETE", "/api/what-if", json=gone).status_code == 200
    assert not (places.mine / "small_city-2").exists()


def test_a_scenario_with_problems_is_told_and_not_kept(page, places):
    files = folder_of(places.scenarios / "small_city")
    files["city/hours.csv"] = f"pattern,days,opens,closes\n{NASTY},mon,9,10:00\n".encode()
    body = refused(send(page, "scenario", "x.zip", zipped(files)), 422)
    assert any(
        one["file"] == "hours.csv" and one["row"] == 2 and NASTY in one["value"] for one in body["problems"]
    )
    assert nothing_is_left(places)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("../../evil.yaml", 422),
        ("/etc/cron.d/evil", 422),
        ("..\\..\\evil.yaml", 422),  # strangers that lead out
        ("../scenario.yaml", 422),
        ("/scenario.yaml", 422),
        ("other/scenario.yaml", 422),
        ("a/b/hours.csv", 422),
    ],
)
def test_a_zip_cannot_write_outside_its_folder(page, places, name, status):
    before = sorted(places.scenarios.parent.rglob("*"))
    files = folder_of(places.scenarios / "small_city") | {name: b"id: evil"}
    refused(send(page, "scenario", "x.zip", zipped(files)), status)
    assert (
        sorted(one for one in places.scenarios.parent.rglob("*") if one.name not in ("mine", ".lock"))
        == before
    )


def test_a_link_in_a_zip_is_refused(page, places):
    link = zipfile.ZipInfo("city/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    made = io.BytesIO(zipped(folder_of(places.scenarios / "small_city")))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    refused(send(page, "scenario", "x.zip", made.getvalue()), 422)
    assert nothing_is_left(places)


def test_a_zip_that_swells_is_stopped(page, places, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 2 * uploads.MEGABYTE)
    files = folder_of(places.scenarios / "small_city") | {"city/demand.csv": b"0" * (3 * uploads.MEGABYTE)}
    bomb = zipped(files)
    assert len(bomb) < uploads.MEGABYTE // 10
    refused(send(page, "scenario", "x.zip", bomb), 413)
    # a zip that lies about the size of what it holds
    length = struct.pack("<I", 3 * uploads.MEGABYTE)
    assert send(page, "scenario", "x.zip", bomb.replace(length, struct.pack("<I", 10))).status_code in (
        413,
        415,
    )
    many = zipped({f"city/{number}.csv": b"" for number in range(uploads.MOST_ENTRIES + 1)})
    refused(send(page, "scenario", "x.zip", many), 413)
    assert nothing_is_left(places)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_is_told(page, places, packing):
    files = folder_of(places.scenarios / "small_city")
    whole = zipped(files, packing)
    for place in range(40, len(whole), len(whole) // 40):
        torn = bytearray(whole)
        torn[place : place + 8] = bytes(255 - byte for byte in torn[place : place + 8])
        sent = send(page, "scenario", "x.zip", bytes(torn))
        assert sent.status_code in (200, 413, 415, 422), place  # 200: nothing that is read was hit
    assert not list(places.mine.glob(".partial-*"))


@pytest.mark.parametrize("name", ["uploads", "_hidden", ".hidden"])
def test_a_scenario_is_listed_whatever_it_calls_itself(page, places, name):
    files = folder_of(places.scenarios / "small_city")
    settings = files["city/scenario.yaml"].replace(b"small_city", name.encode(), 1)
    sent = send(page, "scenario", "x.zip", zipped(files | {"city/scenario.yaml": settings})).json()
    assert sent["id"] in [one["id"] for one in page.get("/api/scenarios").json()["scenarios"]]


def test_there_is_an_end_to_what_is_kept(page, places, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_KEPT", 1)
    levers = "heads:\n- {where: {role: member}}\n"
    assert send(page, "levers", "one.yaml", levers).status_code == 200
    assert "mine/uploads" in refused(send(page, "levers", "two.yaml", levers), 413)["error"]["zh"]
    assert len(list(places.uploads.iterdir())) == 1


def test_outlines_are_kept_with_nothing_but_what_is_drawn(page):
    features = [
        {
            "type": "Feature",
            "properties": {"name": NASTY, "secret": 1},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        },
        {
            "type": "Feature",
            "properties": None,
            "geometry": {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]},
        },
    ]
    sent = send(
        page, "outlines", "towns.json", json.dumps({"type": "FeatureCollection", "features": features})
    ).json()
    assert sent["rows"] == 2
    kept = page.get("/api/outlines", params={"id": sent["id"]}).json()
    assert [one["properties"] for one in kept["features"]] == [
        {"name_zh": NASTY, "name_en": NASTY},
        {"name_zh": "2", "name_en": "2"},
    ]
    draft = {"base": "small_city", "changes": [], "outlines": sent["id"]}
    cells = page.post("/api/draft/map", json=draft).json()["cells"]
    assert [len(one["rings"]) for one in cells] == [1, 2]
    listed = page.get("/api/uploads").json()["uploads"]
    assert [(one["id"], one["kind"], one["name"]) for one in listed] == [
        (sent["id"], "outlines", "towns.geojson")
    ]
    refused(page.get("/api/outlines", params={"id": "nope"}), 404)
    refused(page.get("/api/outlines", params={"id": "../uploads/" + sent["id"]}), 404)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 415),
        (b"[", 415),
        (b"[]", 422),
        (b'{"type":"FeatureCollection","features":[]}', 422),
        (b'{"type":"FeatureCollection","features":[1]}', 422),
        (b"[" * 100_000, 415),
    ],
)
def test_what_is_no_geojson_is_refused(page, content, status):
    refused(send(page, "outlines", "x.geojson", content), status)


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        [[]],
        [[[0, 0]]],
        [[[0, 0], [1, 1], [2, 2], ["a", 0]]],
        [[[0, 0], [1, 1], [2, 2], [1e9, 0]]],
        [[[0, 0], [1, 1], [2, 2], [True, 0]]],
        {"a": 1},
    ],
)
def test_what_is_no_polygon_is_refused(coordinates):
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": coordinates}}
    with pytest.raises(ApiError) as fault:
        read_outlines(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    assert fault.value.status == 422


def test_candidates_are_read_by_their_own_loader(page):
    right = HEAD + f"n1,一,{NASTY},township,c,30.9,120.1,s\n"
    sent = send(page, "candidates", "候选 点.csv", right.encode("gbk"), scenario="small_city").json()
    assert sent["rows"] == 1
    assert sent["names"]["zh"] == "候选_点.csv"
    assert send(page, "candidates", "x.csv", right).json()["rows"] == 1
    body = refused(
        send(
            page,
            "candidates",
            "x.csv",
            HEAD + "n1,一,One,township,nope,30.9,120.1,s\n",
            scenario="small_city",
        ),
        422,
    )
    assert [(one["file"], one["row"], one["field"]) for one in body["problems"]] == [("x.csv", 2, "county")]
    refused(send(page, "candidates", "x.csv", HEAD + "N 1,一,One,township,c,x,120.1,s\n"), 422)


def test_levers_are_read_by_their_own_loader(page):
    assert send(page, "levers", "x.yml", "heads:\n- {where: {role: member}}\n").json()["rows"] == 1
    body = refused(send(page, "levers", "x.yaml", "nope: 1\n"), 422)
    assert body["problems"][0]["file"] == "x.yaml"


@pytest.mark.parametrize(
    ("kind", "name", "content", "status"),
    [
        ("scenario", "x.zip", b"no zip", 415),
        ("scenario", "x.csv", b"", 415),
        ("nope", "x.csv", b"", 422),
        ("levers", "x.yaml", b"x" * 300_000, 413),
        ("levers", "../../x.exe", b"", 415),
        ("candidates", "x.csv", b"", 422),
    ],
)
def test_other_files_are_refused(page, places, kind, name, content, status):
    refused(send(page, kind, name, content), status)
    assert nothing_is_left(places)


def test_names_of_files_cannot_lead_anywhere(page, places):
    for name in ("../../x.yaml", "..\\..\\x.yaml", "/etc/x.yaml", ".yaml", "a\0b.yaml", "x" * 300 + ".yaml"):
        sent = send(page, "levers", name, "heads:\n- {where: {role: member}}\n")
        assert sent.status_code in (200, 400, 415)
    assert all(path.name.startswith("levers.") for path in places.uploads.iterdir())
    assert sorted(path.name for path in places.scenarios.iterdir()) == ["mine", "small_city", "what_if"]


def test_a_form_without_a_file_is_refused(page):
    refused(page.post("/api/uploads", data={"kind": "levers"}), 415)
    refused(page.post("/api/uploads", data={"kind": "levers"}, files={"other": ("x.yaml", b"x")}), 422)
    for content, kind in ((b"x", "boundary=x"), (b"x", ""), (b"--x\r\n\r\n--x", "boundary=x")):
        headers = {"Content-Type": f"multipart/form-data; {kind}"}
        assert page.post("/api/uploads", content=content, headers=headers).status_code in (400, 422)
