"""The windows speak Chinese completely: every text has a finished translation."""

import ast
import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"

PLACES = re.compile(r"\{\w+\}|%n")
Key = tuple[str, str]


def texts(file: Path) -> dict[Key, ElementTree.Element]:
    found: dict[Key, ElementTree.Element] = {}
    for context in ElementTree.parse(file).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            found[name, message.findtext("source") or ""] = message
    return found


def translations(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [each.text or "" for each in translation.iter("numerusform")]
    return forms or [translation.text or ""]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, ElementTree.Element]:
    folder = tmp_path_factory.mktemp("translations")
    runpy.run_path(str(FOLDER / "update.py"))["update"](folder / "zh_CN.ts", folder / "en.ts")
    return texts(folder / "zh_CN.ts")


def test_every_text_of_the_windows_is_in_the_chinese_file(fresh: dict[Key, ElementTree.Element]) -> None:
    kept = texts(FOLDER / "zh_CN.ts")
    assert len(fresh) > 500, "lupdate found hardly anything"
    assert sorted(fresh.keys() - kept.keys()) == [], "run resources/translations/update.py and translate"
    assert sorted(kept.keys() - fresh.keys()) == [], "run resources/translations/update.py"


@pytest.mark.parametrize("name", ["zh_CN.ts", "en.ts"])
def test_no_translation_is_unfinished_or_empty(name: str) -> None:
    unfinished = [
        key
        for key, message in texts(FOLDER / name).items()
        if message.find("translation[@type]") is not None or not all(translations(message))
    ]
    assert unfinished == []


@pytest.mark.parametrize("name", ["zh_CN.ts", "en.ts"])
def test_translations_fill_the_same_places(name: str) -> None:
    different = [
        (source, text)
        for (_, source), message in texts(FOLDER / name).items()
        for text in translations(message)
        if sorted(PLACES.findall(source)) != sorted(PLACES.findall(text))
    ]
    assert different == []


def test_chinese_keeps_the_key_that_reaches_a_control() -> None:
    lost = [
        source
        for (_, source), message in texts(FOLDER / "zh_CN.ts").items()
        if re.search(r"&\w", source) and not re.search(r"\(&\w\)", translations(message)[0])
    ]
    assert lost == []


def marked(file: Path) -> list[str]:
    """The texts that a module hands to `tr`, `translate` or `label`; what is no literal is told as such."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        place = {"tr": 0, "QCoreApplication.translate": 1, "label": 1}.get(called(node.func))
        if place is None or len(node.args) <= place:
            continue
        text = node.args[place]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            found.append(text.value)
        elif file.name != "words.py":  # which translates what `label` has marked elsewhere
            found.append(f"{file.name}:{node.lineno} is no literal")
    return found


def called(function: ast.expr) -> str:
    match function:
        case ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
            return "QCoreApplication.translate"
        case ast.Attribute(attr="tr"):
            return "tr"
        case ast.Name(id=name):
            return name
        case _:
            return ""


def test_every_text_that_is_marked_reaches_the_translators(fresh: dict[Key, ElementTree.Element]) -> None:
    seen = {source for _, source in fresh}
    files = [each for name in ("gridclient", "gridcore") for each in (ROOT / name).rglob("*.py")]
    missed = sorted({text for each in files for text in marked(each)} - seen)
    assert missed == [], "lupdate overlooks these; give a count a name of its own, and a label its literal"


def test_a_text_reaches_the_translators_under_the_context_it_is_asked_from(
    fresh: dict[Key, ElementTree.Element],
) -> None:
    files = [each for name in ("gridclient", "gridcore") for each in (ROOT / name).rglob("*.py")]
    missed = sorted({key for each in files for key in placed(each)} - fresh.keys())
    assert missed == [], "lupdate overlooks these; give a count a name of its own"


def placed(file: Path) -> list[Key]:
    """The contexts and texts that a module hands to `translate` or `label`."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node.func) in ("QCoreApplication.translate", "label"):
            named = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            if len(named) == 2:
                found.append((str(named[0]), str(named[1])))
    return found
