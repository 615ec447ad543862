"""Documents name files that exist."""

import re
from pathlib import Path

from tests.architecture.tree import PRODUCT, ROOT, files, name

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"`([\w.*-]+(?:/[\w.*-]+)*/?)`")
TOP = {path.name for path in ROOT.iterdir()} | {"docs", "installers", "resources", "tests", *PRODUCT}
NEWS = re.compile(r"\d+(-[a-z0-9]+)*\.(added|changed|fixed|removed|security)\.md")
MADE = ("build/", "dist/", ".venv/", ".demo/")


def is_there(document: Path, path: str) -> bool:
    """Whether a path stands beside the document, in the project, or in one of its packages."""
    places = (document.parent, ROOT, *(ROOT / package for package in PRODUCT))
    return any(any(place.glob(path.rstrip("/"))) for place in places)


def named_paths(text: str) -> list[str]:
    """Backticked words that can only be meant as paths of this project."""
    return [
        path
        for path in PATH.findall(text)
        if "/" in path
        and not path.startswith(MADE)
        and (path.split("/")[0] in TOP or re.search(r"\.(py|md|toml|ts|lock|json|html|svg|png)$", path))
    ]


def test_links_lead_to_files_that_exist() -> None:
    broken = [
        f"{name(document)}: {target}"
        for document in files(".md")
        for target in LINK.findall(document.read_text("utf-8"))
        if not re.match(r"[a-z]+:|#", target) and not (document.parent / target.partition("#")[0]).exists()
    ]
    assert not broken


def test_paths_in_documents_exist() -> None:
    missing = [
        f"{name(document)}: {path}"
        for document in files(".md")
        for path in named_paths(document.read_text("utf-8"))
        if not is_there(document, path)
    ]
    assert not missing


def test_a_path_that_is_gone_would_be_seen() -> None:
    assert named_paths("see `gridcore/gone.py`, `/sync/v1` and `and/or`") == ["gridcore/gone.py"]
    assert not is_there(ROOT / "README.md", "gridcore/gone.py")


def badly_told(news: Path) -> bool:
    """Whether a news file is not named as `changelog.d/README.md` says, or is more than a line."""
    return not NEWS.fullmatch(news.name) or len(news.read_text("utf-8").strip().splitlines()) != 1


def test_news_files_are_one_sentence_under_a_telling_name() -> None:
    news = [path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]
    assert [path.name for path in news if badly_told(path)] == []
    assert badly_told(ROOT / "changelog.d" / "README.md")


def test_the_readme_stands_in_both_languages() -> None:
    english = (ROOT / "README.md").read_text("utf-8")
    chinese = (ROOT / "README.zh-CN.md").read_text("utf-8")
    for command in ("python dev.py demo", "python dev.py test"):
        assert command in english
        assert command in chinese
