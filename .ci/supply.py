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


def run(*command: str) -> tuple[Any, str]:
    """What a program prints as JSON; None where it printed nothing of the kind, and then why, as far as it says."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, timeout=SECONDS, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        return None, f"no answer in {SECONDS} seconds"
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        return None, (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}, and said nothing"])[-1]


def licences() -> list[str]:
    """What is wrong with the licences of the installed packages."""
    rows, why = run("piplicenses", "--format=json", "--from=mixed", "--with-license-file", "--no-license-path")
    if rows is None:
        return [f"the licences could not be listed: {why}"]
    read = [row for row in rows if not FREE.search(row["License"])]  # by the first words of the file that it carries
    bad = [row for row in read if row["Name"] != "briefing" and not FREE.search(row["LicenseText"][:200])]
    print(f"Licences of {len(rows)} packages looked at, of {len(read)} in the file that they carry.")
    return [f"{row['Name']} {row['Version']}: {row['License']}" for row in bad]


def vulnerabilities(name: str) -> list[str]:
    """The known vulnerabilities of what a file of requirements pins."""
    file = f"requirements/{name}.txt"
    found, why = run(
        "pip_audit", "--require-hashes", "--disable-pip", "-r", file, "--progress-spinner", "off", "-f", "json"
    )
    if found is None:
        print(f"Vulnerabilities: nothing is known of {file}, since none of it could be asked about: {why}")
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
