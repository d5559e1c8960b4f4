"""Stands for run.py in tests of jobs: tells events and makes a result, as FAKE_COMMAND says."""

import json
import os
import signal
import sys
import time
from pathlib import Path


def emit(event: str, **content: object) -> None:
    print(json.dumps({"event": event, **content}), flush=True)


def words(said: str) -> dict[str, str]:
    return {"zh": f"中 {said}", "en": said}


def finish() -> None:
    out = Path(sys.argv[sys.argv.index("--out") + 1])
    out.mkdir()
    manifest = {"product": "yizhan", "kind": "run", "created": "2024-01-01T00:00:00+00:00"}
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def main() -> int:
    how = os.environ["FAKE_COMMAND"]
    for line in ("not an event", "1", '["event"]', '{"words": {}}'):
        print(line)
    emit("line", words=words(" ".join(sys.argv[1:])))
    emit("progress", share=0.5, words=words("half"), seconds_left=1.0)
    if how == "stubborn":  # hears neither the end of its input nor a polite signal
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    if how == "obedient":  # runs until its input ends
        sys.stdin.read()
        return 130
    if how == "best":  # as a search: what it has found when its input ends is a result
        sys.stdin.read()
        finish()
        return 130
    if how == "refused":
        emit(
            "problem",
            file="a.csv",
            row=2,
            field="x",
            value="<b>",
            message=words("bad"),
            mend=words("mend"),
            change=None,
        )
        return 2
    if how == "crash":
        print("it broke <here>", file=sys.stderr)
        return 70
    emit("best", words=words("the best"))
    finish()
    return 1 if how == "missed" else 0


if __name__ == "__main__":
    sys.exit(main())
