"""`briefing draft` and `briefing impact`: what the digests give for a topic, and what a new original takes away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from briefing.cli.shared import box_here, consoles, finish, originals_option, project_option, require_root
from briefing.evidence.impact import Affected, Impact
from briefing.library.nearest import did_you_mean
from briefing.model import Document

if TYPE_CHECKING:
    from briefing.pipeline import Briefing


@click.command()
@click.argument("topic")
@project_option
@click.option("--write", is_flag=True, help="Write it to topics/TOPIC.md, where that has no text yet.")
@click.option("--pack", "packed", is_flag=True, help="Print the evidence pack instead: all that bears on the topic.")
@click.option("--budget", type=click.IntRange(500, 500_000), help="Words of the pack; 6,000 where none are given.")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", help="How the pack is printed."
)
@originals_option
def draft(
    topic: str, root: Path | None, write: bool, packed: bool, budget: int | None, form: str, originals: Path | None
) -> int:
    """Draft TOPIC (its slug) from the digests: representative sentences, by source and time, each cited.

    The topic needs a file with a title and the names to look for. The draft goes to standard output; it is material to
    choose from and to word, not a text to publish.

    With --pack, what bears on the topic is printed for whoever drafts it, person or model: numbered paragraphs (with
    --originals the originals' words, too, where the rights are ours), names, dates, what is said already, gaps, the
    rules of writing and the form of the answer. `briefing check FILE` then gives the verdict of each sentence.
    """
    from briefing.assist.desk import read_linked
    from briefing.assist.packs import BUDGET, pack
    from briefing.pages import draft as drafted

    folder = require_root(root)
    out, err = consoles()
    if not packed and (budget or originals or form != "markdown"):
        raise click.UsageError("--budget, --format and --originals go with --pack.")
    if packed and write:
        raise click.UsageError("--write writes a draft; a pack is printed.")
    slug = topic.removeprefix("topics/").removesuffix(".md")
    linked, held, problems = read_linked(folder, originals)
    known = linked.library.topics.get(slug)
    if known is None:
        if why := [p for p in problems if p.path == f"topics/{slug}.md"]:
            finish(why, folder, "text", False, err)
        raise click.UsageError(_no_topic(slug, linked.library.topics))
    if packed:
        found = pack(linked, slug, held, budget or BUDGET)
        out.file.write(found.to_json() if form == "json" else found.to_markdown())
        return 0
    text = drafted(linked, known)
    if "[@" not in text:
        err.print(f"No paragraph on {slug} is left: the topic cites each already, or none names it.", markup=False)
    if not write:
        out.file.write(text)
        return 0
    if known.body is not None:
        raise click.UsageError(f"topics/{slug}.md has a text already; without --write the draft is printed.")
    path = folder / "topics" / f"{slug}.md"
    body = text.split("---\n", 2)[2]
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + body, encoding="utf-8")
    out.print(f"topics/{slug}.md: a draft of {body.count('[@')} cited sentences. Choose, word and order them.")
    return 0


def _no_topic(slug: str, topics: Iterable[str]) -> str:
    hint = did_you_mean(slug, topics) or f"A file topics/{slug}.md with a title and aliases starts one."
    return f"There is no topic `{slug}`. {hint}"


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", required=True, help="Key of the source whose original, or digest, is replaced.")
@click.option(
    "--digest", is_flag=True, help="OLD and NEW are digests (sources/KEY.md): say what the change makes unread."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the result is printed."
)
@project_option
def impact(old: Path, new: Path, key: str, digest: bool, form: str, root: Path | None) -> int:
    """Say which claims stand, move or break when the original OLD of a source is replaced by NEW.

    With --digest, OLD and NEW are two states of its digest, and what the change makes unread is named: the sentences
    that inherit it, page by page, and the sign-offs that lapse. Exit code 0 where all stand, 1 where some don't.
    """
    from briefing.evidence.impact import impact as compared
    from briefing.pipeline import read_briefing

    folder = require_root(root)
    out, _ = consoles()
    briefing = read_briefing(folder)
    source = briefing.library.sources.get(key)
    if source is None:
        raise click.UsageError(f"There is no source `{key}`. {did_you_mean(key, briefing.library.sources)}".rstrip())
    if digest:
        return _inherited(old, new, key, form, briefing, out)
    with box_here(folder) as box:
        before, after = box.read(old, old.name), box.read(new, new.name)
    if source.sha256 and before.sha256 != source.sha256:
        raise click.UsageError(
            f"{old} is not the original of `{key}`: its fingerprint is another than sources/{key}.md has."
        )
    found = compared(before, after, key, briefing.library, briefing.linked.claims)
    if form == "json":
        out.file.write(json.dumps(_values(found, after), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(found, after, out)
    return int(len(found.of("stands")) < len(found.claims))


def _inherited(old: Path, new: Path, key: str, form: str, briefing: Briefing, out: Console) -> int:
    """Prints what a changed digest makes unread; 1 where that is anything."""
    from briefing.library.sources import read_source
    from briefing.review.inheritance import inherited
    from briefing.review.records import read_reviews

    made = [read_source(f"sources/{key}.md", path.read_bytes())[0] for path in (old, new)]
    if made[0] is None or made[1] is None:
        raise click.UsageError(f"{old if made[0] is None else new} can't be read as the digest of a source.")
    reviews = read_reviews(briefing.project.files)[0]
    found = inherited(made[0], made[1], briefing.library, briefing.linked.claims, reviews)
    if form == "json":
        out.file.write(json.dumps(found.values(), ensure_ascii=False, indent=1) + "\n")
        return int(bool(found.unread or found.lapsed))
    for word, numbers in (("changed", found.changed), ("gone", found.gone), ("new", found.added)):
        if numbers:
            out.print(f"{key}: {word}: {', '.join(f'¶{n}' for n in numbers)}.")
    for page, rows in found.pages:
        out.print(f"\n{page}: {len(rows)} sentence{'s' * (len(rows) != 1)} to be read again:")
        for item in rows:
            out.print(Text(f"  {item.place.path}:{item.place.line}: {item.text}"), soft_wrap=True)
    out.print(f"\nSentences that inherit the change: {len(found.unread)}; sign-offs that lapse: {len(found.lapsed)}.")
    return int(bool(found.unread or found.lapsed))


def _print(found: Impact, after: Document, out: Console) -> None:
    """The result for a reader: paragraphs first, then the claims that need work, then what to do."""
    fates = {name: sum(p.fate == name for p in found.paragraphs) for name in ("same", "moved", "changed", "gone")}
    named = ", ".join(f"{n} {name}" for name, n in fates.items() if n)
    out.print(f"{found.key}: of {len(found.paragraphs)} paragraphs {named or 'none compared'}; {len(found.added)} new.")
    for verdict in ("breaks", "moves"):
        rows = found.of(verdict)
        if rows:
            out.print(f"\n{len(rows)} claim{'s' * (len(rows) != 1)} {verdict[:-1] if len(rows) != 1 else verdict}:")
        for row in rows:
            place = row.claim.place
            out.print(Text(f"{place.path}:{place.line}: {row.claim.text}"), soft_wrap=True)
            out.print(Text(f"        {_fates(row)}"), soft_wrap=True)
    out.print(f"\n{len(found.of('stands'))} of {len(found.claims)} claims stand.")
    out.print(f"For sources/{found.key}.md: sha256: {after.sha256}, paragraphs: {len(after.paragraphs)}")


def _fates(row: Affected) -> str:
    """`¶3 is now ¶4; ¶5 is reworded (¶6)`."""
    words = []
    for p in row.paragraphs:
        if p.fate == "moved":
            words.append(f"¶{p.old} is now ¶{p.new}")
        elif p.fate == "changed":
            words.append(f"¶{p.old} is reworded (now ¶{p.new})")
        elif p.fate == "gone":
            words.append(f"¶{p.old} is gone")
    return "; ".join(words)


def _values(found: Impact, after: Document) -> dict[str, Any]:
    """The result as JSON values."""
    return {
        "key": found.key,
        "sha256": after.sha256,
        "count": len(after.paragraphs),
        "paragraphs": [{"old": p.old, "new": p.new, "fate": p.fate} for p in found.paragraphs],
        "added": list(found.added),
        "claims": [
            {"id": row.claim.id, "page": row.claim.home, "path": row.claim.place.path, "line": row.claim.place.line}
            | {"text": row.claim.text, "verdict": row.verdict, "cites": [p.old for p in row.paragraphs]}
            for row in found.claims
        ],
    }
