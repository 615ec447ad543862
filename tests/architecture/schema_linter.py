"""The schema linter: every name that the product declares, and what may not be among them.

What is forbidden stands in one place, `gridcore.forbidden`, which the importer asks as well.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import msgspec
import sqlalchemy as sa

from gridcore.codes import CodeList
from gridcore.fields import DataClass, Field, RecordType
from gridcore.forbidden import forbidden_topic
from gridcore.purposes import purpose_of
from gridcore.workflows import Machine

_NOT_KEPT = re.compile("不(?:记录|作|用于)[^。；]*")
"""A paper may promise what is not kept."""


@dataclass(frozen=True)
class Named:
    """A word of the product, and where it stands."""

    where: str
    words: str


def forbidden_names(names: Iterable[Named]) -> list[str]:
    """Each name that is about what must not exist, with its topic."""
    judged = ((each, forbidden_topic(each.words)) for each in names)
    return [f"{each.where}: {each.words} ({topic})" for each, topic in judged if topic is not None]


def unfounded_fields(kinds: Iterable[RecordType]) -> list[str]:
    """Each field without a data class, or without a purpose."""
    return [fault for declared in kinds for each in declared.fields.values() for fault in _unfounded(each)]


def _unfounded(field: Field) -> Iterator[str]:
    if not isinstance(field.data_class, DataClass):
        yield f"{field.record}.{field.name}: no data class"
    elif purpose_of(field) is None:
        yield f"{field.record}.{field.name}: no purpose"


def of_records(kinds: Iterable[RecordType]) -> Iterator[Named]:
    """Kinds and fields: their names, their groups, and what forms and lists call them."""
    for declared in kinds:
        yield Named(declared.kind, declared.kind)
        yield Named(f"label of {declared.kind}", declared.label.text)
        for each in declared.fields.values():
            where = f"{declared.kind}.{each.name}"
            yield Named(where, each.name)
            yield from [Named(f"cell of {where}", each.group)] if each.group else []
            yield Named(f"label of {where}", each.label.text)
            if each.help is not None:
                yield Named(f"help of {where}", each.help.text)


def of_code_lists(lists: Iterable[CodeList]) -> Iterator[Named]:
    """Code lists: their names, codes and both texts."""
    for found in lists:
        yield Named("list", found.name)
        for each in found:
            for words in (each.code, each.zh, each.en):
                yield Named(f"list {found.name}", words)


def of_machines(machines: Mapping[str, Machine]) -> Iterator[Named]:
    """State machines: their names, states and what these are called."""
    for name, machine in machines.items():
        yield Named("machine", name)
        for state, label in machine.states.items():
            yield Named(f"state of {name}", state)
            yield Named(f"state of {name}", label.text)


def of_messages(messages: Iterable[type[msgspec.Struct]]) -> Iterator[Named]:
    """Everything that is written to a line or a file: the names of structs and of what they hold."""
    for found in messages:
        yield Named(found.__module__, found.__name__)
        for name in found.__struct_fields__:
            yield Named(f"{found.__module__}.{found.__name__}", name)


def of_tables(metadata: sa.MetaData) -> Iterator[Named]:
    """Tables and columns of a database."""
    for table in metadata.tables.values():
        yield Named("table", table.name)
        for column in table.columns:
            yield Named(f"table {table.name}", column.name)


def of_texts(translations: ElementTree.Element) -> Iterator[Named]:
    """What windows, forms and lists say, in both languages."""
    for context in translations.iter("context"):
        for message in context.iter("message"):
            for tag in ("source", "translation"):
                yield Named(f"text of {context.findtext('name')}", "".join(_said(message, tag)))


def _said(message: ElementTree.Element, tag: str) -> Iterator[str]:
    found = message.find(tag)
    if found is not None:
        yield from found.itertext()


def of_papers(papers: Iterable[Path]) -> Iterator[Named]:
    """What stands on printed papers: each text of the modules that fill them."""
    for path in papers:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield Named(f"{path.name}:{node.lineno}", _NOT_KEPT.sub("", node.value))


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Every module of a package, but those that act while they load."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def code_lists(found: Iterable[ModuleType]) -> list[CodeList]:
    """Every code list that these modules hold, once."""
    lists = {
        id(each): each for module in found for each in vars(module).values() if isinstance(each, CodeList)
    }
    return list(lists.values())


def messages(found: Iterable[ModuleType]) -> list[type[msgspec.Struct]]:
    """Every struct that these modules hold, once."""
    return list(
        dict.fromkeys(
            each
            for module in found
            for each in vars(module).values()
            if isinstance(each, type) and issubclass(each, msgspec.Struct)
        )
    )
