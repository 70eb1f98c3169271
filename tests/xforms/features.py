"""docs/xforms-features.toml as the table of docs/xforms.md; run me to write it."""

import tomllib

from tests.package.source import ROOT

SOURCE = ROOT / "docs" / "xforms-features.toml"
GUIDE = ROOT / "docs" / "xforms.md"
BEGIN, END = "<!-- features -->\n", "<!-- /features -->"
STATES = {"yes", "plain", "no"}
LISTED = ("functions", "appearances")  # words by mark or state, not lines


def features():
    return tomllib.loads(SOURCE.read_text("utf-8"))


def parts(line):
    """(level, state, remark)"""
    marks, _, remark = line.partition(";")
    level, state = marks.split()
    return level, state, remark.strip()


def rendered(found):
    lines = ["| part | feature | mark | state |", "|---|---|---|---|"]
    for part, entries in found.items():
        if part not in LISTED:
            for name, line in entries.items():
                level, state, remark = parts(line)
                told = f"{state}: {remark}" if remark else state
                lines.append(f"| {part} | {name} | {level} | {told} |")
    for mark, words in found["functions"].items():
        state = "no: fails by name" if mark == "N" else "yes"
        names = " ".join(f"`{word}`" for word in sorted(words.split()))
        lines.append(f"| functions | {names} | {mark} | {state} |")
    for state, words in found["appearances"].items():
        told = "yes" if state == "yes" else "plain control; the engine hands it on"
        names = " ".join(f"`{word}`" for word in words.split())
        lines.append(f"| appearances | {names} | | {told} |")
    return "\n".join(lines) + "\n"


def with_table(guide, table):
    before, _, rest = guide.partition(BEGIN)
    return before + BEGIN + table + END + rest.partition(END)[2]


if __name__ == "__main__":
    GUIDE.write_text(
        with_table(GUIDE.read_text("utf-8"), rendered(features())), "utf-8"
    )
