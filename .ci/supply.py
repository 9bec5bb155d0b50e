"""Looks at what we stand on: the licence of every package, and known vulnerabilities where the registry answers.

Ends with 1 where a licence is none that we may build on, or a pinned package has a known vulnerability. Where the
registry doesn't answer it says how much could not be asked about, and that is no failure: a build needs no network.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 120
"""What each of the two programs may take."""
FREE = re.compile(
    r"\b(?:MIT(?:-0)?|0?BSD(?:-\d-Clause)?|Apache|ISC|PSF(?:-2\.0)?|Python Software Foundation|MPL|Mozilla Public|Zlib|"
    r"CC0|Unlicense|CNRI-Python|HPND)\b",
    re.IGNORECASE,
)
"""Licences that let us use, change and hand on; of several that are offered one is enough."""


def run(*command: str) -> Any:
    """What a program prints as JSON; None where it didn't come to its end or printed something else."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, timeout=SECONDS, cwd=ROOT
        )
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def licences() -> list[str]:
    """What is wrong with the licences of the installed packages."""
    rows = run("piplicenses", "--format=json", "--from=mixed", "--with-license-file", "--no-license-path")
    if rows is None:
        return ["the licences could not be listed"]
    read = [row for row in rows if not FREE.search(row["License"])]  # by the first words of the file that it carries
    bad = [row for row in read if row["Name"] != "briefing" and not FREE.search(row["LicenseText"][:200])]
    print(f"Licences of {len(rows)} packages looked at, of {len(read)} in the file that they carry.")
    return [f"{row['Name']} {row['Version']}: {row['License']}" for row in bad]


def vulnerabilities(name: str) -> list[str]:
    """The known vulnerabilities of what a file of requirements pins."""
    file = f"requirements/{name}.txt"
    found = run("pip_audit", "--require-hashes", "--disable-pip", "-r", file, "--progress-spinner", "off", "-f", "json")
    if found is None:
        print(f"Vulnerabilities: the registry did not answer in time; nothing of {file} was asked about.")
        return []
    rows = found["dependencies"]
    asked = [row for row in rows if "skip_reason" not in row]
    print(f"Vulnerabilities: {len(asked)} of {len(rows)} packages of {file} could be asked about.")
    return [f"{row['name']} {row['version']}: {vuln['id']}" for row in asked for vuln in row.get("vulns", ())]


def main() -> int:
    """Prints what was looked at, and each finding."""
    findings = [*licences(), *(vulnerabilities("dev"))]
    for finding in findings:
        print(f"error: {finding}")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
