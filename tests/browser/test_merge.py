"""Edits of a draft become few changes: the merge rules of the page, against cases worked out by hand."""

import pytest

pytestmark = pytest.mark.browser


def edit(table: str, where: dict, **fields: tuple) -> dict:
    """An edit of fields of one row: name=(before, after)."""
    was, new = ({name: pair[side] for name, pair in fields.items()} for side in (0, 1))
    return {"kind": "fields", "table": table, "where": where, "set": new, "was": was}


def test_edits_become_few_changes(visit):
    """Each step edits one list; what is expected was worked out by hand."""
    page = visit("#/scenarios").page
    steps = [
        # a value and back again: nothing is left
        [edit("staff", {"id": "a"}, n=(1, 2)), edit("staff", {"id": "a"}, n=(2, 1))],
        # a bulk change between two edits of a row: the second edit comes after it
        [
            edit("staff", {"id": "a"}, n=(1, 2)),
            {"bulk": {"update": {"table": "staff", "multiply": {"n": 2}}}},
            edit("staff", {"id": "a"}, n=(4, 5)),
        ],
        # an added row is edited where it is added, and leaves no trace when it is removed
        [
            {"kind": "add", "table": "hours", "row": {"p": "x", "opens": "08:00"}},
            edit("hours", {"p": "x", "opens": "08:00"}, opens=("08:00", "09:00")),
        ],
        [
            {"kind": "add", "table": "hours", "row": {"p": "x"}},
            {"kind": "remove", "table": "hours", "where": {"p": "x"}},
        ],
        # a row without a key is found again by what it has become
        [
            edit("hours", {"p": "x", "o": "8"}, o=("8", "9")),
            edit("hours", {"p": "x", "o": "9"}, o=("9", "7")),
            {"kind": "remove", "table": "hours", "where": {"p": "x", "o": "7"}},
        ],
        # removed twice, and edited after that: it is gone
        [
            {"kind": "remove", "table": "staff", "where": {"id": "a"}},
            {"kind": "remove", "table": "staff", "where": {"id": "a"}},
            edit("staff", {"id": "a"}, n=(1, 2)),
        ],
        # a path twice
        [
            {"kind": "set", "path": "policies.push.on", "value": False, "was": True},
            {"kind": "set", "path": "policies.push.cv", "value": 0.5, "was": 0.7},
            {"kind": "set", "path": "policies.push.on", "value": True, "was": False},
        ],
        # what is copied from an edited row and edited again stays as it was copied
        [
            edit("staff", {"id": "a"}, n=(1, 2)),
            {"kind": "copy", "table": "staff", "where": {"id": "a"}, "set": {"id": "b"}},
            edit("staff", {"id": "a"}, n=(2, 3)),
            edit("staff", {"id": "b"}, n=(2, 9)),
        ],
        # all of an added facility goes together
        [
            {"kind": "copy", "table": "facilities", "where": {"id": "a"}, "set": {"id": "b"}},
            {"kind": "copy", "table": "catalogues", "where": {"facility": "a"}, "set": {"facility": "b"}},
            {"kind": "copy", "table": "staff", "where": {"id": "a.w"}, "set": {"id": "b.w", "facility": "b"}},
            edit("staff", {"id": "a.w"}, n=(1, 2)),
            {"kind": "drop", "facility": "b", "groups": ["b.w"]},
        ],
    ]
    expected = [
        [],
        [
            {"update": {"table": "staff", "where": {"id": "a"}, "set": {"n": 2}}},
            {"update": {"table": "staff", "multiply": {"n": 2}}},
            {"update": {"table": "staff", "where": {"id": "a"}, "set": {"n": 5}}},
        ],
        [{"add": {"table": "hours", "row": {"p": "x", "opens": "09:00"}}}],
        [],
        [{"remove": {"table": "hours", "where": {"p": "x", "o": "8"}}}],
        [{"remove": {"table": "staff", "where": {"id": "a"}}}],
        [{"set": {"policies.push.cv": 0.5}}],
        [
            {"update": {"table": "staff", "where": {"id": "a"}, "set": {"n": 2}}},
            {"copy": {"table": "staff", "where": {"id": "a"}, "set": {"id": "b", "n": 9}}},
            {"update": {"table": "staff", "where": {"id": "a"}, "set": {"n": 3}}},
        ],
        [{"update": {"table": "staff", "where": {"id": "a.w"}, "set": {"n": 2}}}],
    ]
    found = page.evaluate(
        """async (all) => {
          const {merge} = await import('/static/planning/merge.js');
          const one = ({changes, origins}, step) => (step.bulk
            ? {changes: [...changes, step.bulk], origins} : merge(changes, origins, step));
          return all.map((steps) => steps.reduce(one, {changes: [], origins: {}}).changes);
        }""",
        steps,
    )
    assert found == expected
