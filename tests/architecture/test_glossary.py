"""The glossary says what the declarations say, in both languages."""

import re
from pathlib import Path
from xml.etree import ElementTree

from gridcore.fields import Label
from gridcore.records import RECORD_TYPES
from gridcore.roles import ROLE_LABELS
from gridcore.workflows import MACHINES

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def chinese() -> dict[tuple[str, str], str]:
    found = {}
    for context in ElementTree.parse(ROOT / "resources" / "translations" / "zh_CN.ts").iter("context"):
        for message in context.iter("message"):
            key = context.findtext("name") or "", message.findtext("source") or ""
            found[key] = message.findtext("translation") or ""
    return found


CHINESE = chinese()


def words(label: Label) -> str:
    return f"{label.text} | {CHINESE[label.context, label.text]}"


def sections() -> dict[str, list[str]]:
    """The rows of each section, by its heading."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        found[heading.strip()] = [row for row in rest.splitlines() if row.startswith("| `")]
    return found


def test_each_kind_of_record_has_its_section_with_exactly_its_fields() -> None:
    kept = sections()
    for kind, declared in RECORD_TYPES.items():
        heading = f"`{kind}` {words(declared.label).replace(' | ', ' ')}"
        expected = [
            f"| `{each.name}` | {words(each.label)} | {each.data_class.name} |"
            for each in declared.fields.values()
        ]
        assert kept[heading] == expected


def test_roles_and_states_are_told_in_both_languages() -> None:
    kept = sections()
    assert kept["Roles"] == [f"| `{role.value}` | {words(label)} |" for role, label in ROLE_LABELS.items()]
    for name, machine in MACHINES.items():
        expected = [f"| `{state}` | {words(label)} |" for state, label in machine.states.items()]
        assert kept[f"States of `{name}`"] == expected


def test_the_glossary_names_no_kind_that_does_not_exist() -> None:
    told = {heading.split("`")[1] for heading in sections() if heading.startswith("`")}
    assert told == set(RECORD_TYPES)
