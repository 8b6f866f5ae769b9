"""The README promises commands, folders and pictures; here they are looked up."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from cloudeye.cli.arguments import GROUPS
from cloudeye.paths import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def ids(path: Path) -> str:
    return path.name


def code_of(readme: Path) -> str:
    """What stands in code fences and between backticks."""
    text = readme.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) + re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("readme", READMES, ids=ids)
def test_the_first_commands_are_run_and_test(readme: Path) -> None:
    assert re.findall(r"make \w+", readme.read_text(encoding="utf-8"))[:2] == ["make run", "make test"]


@pytest.mark.parametrize("readme", READMES, ids=ids)
def test_make_targets_exist(readme: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    promised = set(re.findall(r"\bmake ([a-z-]+)", code_of(readme)))
    assert promised and promised <= targets


@cache
def help_of(command: str) -> str:
    """What `python -m cloudeye COMMAND --help` says; fails if there is no such command."""
    finished = subprocess.run(
        [sys.executable, "-m", "cloudeye", *command.split(), "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert finished.returncode == 0, f"python -m cloudeye {command}: {finished.stderr[-500:]}"
    return finished.stdout


@pytest.mark.parametrize("readme", READMES, ids=ids)
def test_commands_exist_with_their_options(readme: Path) -> None:
    lines = [line.split() for line in re.findall(r"python -m cloudeye ([^\n#|]+)", code_of(readme))]
    lines = [[" ".join(words[:2]), *words[2:]] if words[0] in GROUPS else words for words in lines]
    assert lines
    unknown = [
        f"{command} {word}"
        for command, *words in lines
        for word in words
        if word.strip("[]").startswith("--") and word.strip("[]").split("=")[0] not in help_of(command)
    ]
    assert unknown == []


@pytest.mark.parametrize("readme", READMES, ids=ids)
def test_every_top_level_folder_and_file_is_on_the_map(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    folders = {path.name + "/" for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    missing = [name for name in sorted(folders - {"__pycache__/"}) if name not in text]
    assert missing == []


@pytest.mark.parametrize("readme", READMES, ids=ids)
def test_links_and_pictures_are_there(readme: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)", readme.read_text(encoding="utf-8"))
    inside = [target for target in targets if "://" not in target]
    assert inside
    assert [target for target in inside if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("readme", READMES, ids=ids)
def test_benchmark_table_has_its_place(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    assert 0 < text.find("<!-- benchmarks -->") < text.find("<!-- /benchmarks -->")
