"""The lock files install the same on any machine: exact versions, hashes, no host names."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(name: str) -> dict[str, int]:
    """Map each pinned line of a lock (`name==version`, with its marker) to its number of hashes."""
    text = re.sub(r"^\s*#.*\n", "", (REQUIREMENTS / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return {line.split("--hash")[0].strip(): len(HASH.findall(line)) for line in lines if line.strip()}


def wanted(name: str) -> set[str]:
    """Name the packages that an .in file asks for, as the lock spells them."""
    lines = (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines()
    return {re.split("[<>=]", line.lower())[0] for line in lines if line and line[0].isalpha()}


@pytest.mark.parametrize("name", ["runtime", "analysis", "cluster", "page", "dev", "bench", "interop"])
def test_every_package_is_pinned_with_hashes(name):
    locked = pins(f"{name}.txt")
    for line, hashes in locked.items():
        assert re.match(r"[a-z0-9-]+==[\w.]+($| ; )", line), line
        assert hashes >= 1, f"{line} has no hash"
    assert wanted(f"{name}.in") <= {line.split("==")[0] for line in locked}


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.iterdir()), ids=lambda path: path.name)
def test_no_host_or_machine_path_is_named(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|(^|\s)/\w|\w:\\", text)


@pytest.mark.parametrize("name", ["analysis", "cluster", "page", "dev", "bench"])
def test_the_lock_holds_the_runtime_lock(name):
    assert pins("runtime.txt").items() <= pins(f"{name}.txt").items()
