import pytest

from sim.page.confine import inside
from sim.page.errors import ApiError

LEADS_AWAY = [
    "",
    ".",
    "..",
    "../x",
    "a/../../x",
    "/etc/passwd",
    "a//b",
    "a/",
    ".hidden",
    "a/.git/config",
    "a\\b",
    "..\\x",
    "C:/x",
    "a:stream",
    "a\0b",
    "a\nb",
    " a",
    "a ",
    "x" * 301,
    "a/" * 200 + "a",
    "\u202eb",
]


@pytest.mark.parametrize("name", LEADS_AWAY)
def test_a_name_that_leads_elsewhere_is_nothing(tmp_path, name):
    with pytest.raises(ApiError) as fault:
        inside(tmp_path, name)
    assert fault.value.status == 404


@pytest.mark.parametrize("name", ["a", "a/b.yaml", "湖州/夜间 1.yaml", "a..b", "a.b-c_d"])
def test_a_plain_name_is_a_path_below_the_folder(tmp_path, name):
    assert inside(tmp_path, name) == tmp_path / name


def test_links_are_not_followed(tmp_path):
    root, other = tmp_path / "root", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    (other / "secret").write_text("x")
    (root / "folder").symlink_to(other)
    (root / "file").symlink_to(other / "secret")
    for name in ("folder", "folder/secret", "file"):
        with pytest.raises(ApiError):
            inside(root, name)
