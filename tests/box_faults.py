"""A box's worker whose reader does what a file says: loops, wants all memory, aborts … Run as a module by the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace

import briefing.ingest as package
from briefing.box import worker
from briefing.model import Correction, Document

READ = package.ingest


def misread(data: bytes, name: str, corrections: tuple[Correction, ...] = ()) -> Document:
    """What ingest makes of a file, unless the file's only word names a fault."""
    word = data.decode("utf-8", "replace").strip()
    if word == "loops":
        while True:
            pass
    if word == "sleeps":
        time.sleep(1000)
    if word == "forks":
        subprocess.run([sys.executable, "-c", "import time; time.sleep(1000)"])
    if word == "fills":
        kept = []
        while True:
            kept.append(bytearray(10_000_000))
    if word == "aborts":
        os.abort()
    if word == "exits":
        os._exit(3)
    if word == "tells":
        return replace(READ(b"A.", name), title="a" * 30_000_000)
    if word == "prints":
        print("noise on the standard output", flush=True)
        os.write(1, b"and below it")
        return READ(b"It printed, and then it went on as if nothing had been said.", name)
    return READ(data, name)


if __name__ == "__main__":
    package.ingest = misread
    worker.main()
