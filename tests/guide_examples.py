"""Reads the guide's examples: each fence with its language, its line, and what its comment says to do with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"

_FENCE = re.compile(
    r"(?:<!-- example: (?P<todo>\w+) ?(?P<path>\S*) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    page: str
    line: int
    language: str
    todo: str
    """`write`, `append`, `body` (below the front matter) or `entry` of a file; `settings`, `sentence`, or nothing."""
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def commands(self) -> list[str]:
        """The command lines of a console."""
        return [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]

    def lay(self, root: Path) -> None:
        """Does to a project's file what the example says."""
        target = root / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") if target.is_file() else ""
        if self.todo == "append":
            text = before.rstrip("\n") + "\n\n" + self.text
        elif self.todo == "entry":
            key = re.match(r"@\w+(\{[^,]+,)", self.text)[1]  # type: ignore[index]
            text = re.sub(
                rf"^@\w+{re.escape(key)}.*?^}}\n", lambda _: self.text, before, flags=re.MULTILINE | re.DOTALL
            )
            assert text != before
        elif self.todo == "body":
            text = re.match(r"---\n.*?^---\n", before, re.MULTILINE | re.DOTALL)[0] + "\n" + self.text  # type: ignore[index]
        else:
            text = self.text
        target.write_text(text, encoding="utf-8")


def examples() -> list[Example]:
    """All examples, page by page, in order."""
    found = []
    for page in sorted(GUIDE.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            line = text.count("\n", 0, match.start("language")) + 1
            todo, path = match["todo"] or "", match["path"] or ""
            found.append(Example(page.name, line, match["language"], todo, path, match["text"]))
    return found
