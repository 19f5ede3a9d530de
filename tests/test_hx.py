"""The one command of the README: what it installs, when it does nothing, how it hands over."""

import importlib.machinery
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def hx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`hx` over an empty checkout; what it would install is noted in `installed` instead."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = importlib.machinery.SourceFileLoader("hx", str(ROOT / "hx"))
    spec = importlib.util.spec_from_loader("hx", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    for name in ("requirements.lock", "requirements-dev.lock", "hx"):
        (tmp_path / name).write_text(name)
    python = tmp_path / ".venv/bin/python"
    installed: list[str] = []

    def make_venv() -> None:
        python.parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".venv/lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        python.touch()

    places = {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "BIN": python.parent,
        "PYTHON": python,
        "STAMP": tmp_path / ".venv/.hx-stamp.json",
        "NODE_MODULES": tmp_path / "node_modules",
    }
    for name, value in places.items():
        monkeypatch.setattr(module, name, str(value))
    monkeypatch.setattr(module, "make_venv", make_venv)
    monkeypatch.setattr(module, "install", installed.append)
    module.__dict__["installed"] = installed
    return module


def test_second_start_installs_nothing(hx: Any) -> None:
    hx.set_up()
    hx.set_up()
    assert hx.installed == ["requirements.lock"]


def test_changed_lock_is_installed_again(hx: Any) -> None:
    hx.set_up()
    Path(hx.ROOT, "requirements.lock").write_text("other")
    hx.set_up()
    assert hx.installed == ["requirements.lock", "requirements.lock"]


def test_demo_after_tests_takes_no_development_tool_away(hx: Any) -> None:
    hx.set_up()
    hx.set_up(development=True)
    hx.set_up()
    Path(hx.ROOT, "requirements.lock").write_text("other")
    hx.set_up()
    assert hx.installed == ["requirements.lock", "requirements-dev.lock", "requirements-dev.lock"]


def test_broken_stamp_means_installing_again(hx: Any) -> None:
    hx.set_up()
    Path(hx.STAMP).write_text("{")
    hx.set_up()
    assert len(hx.installed) == 2
    assert json.loads(Path(hx.STAMP).read_text()) == {"requirements.lock": hx.digest("requirements.lock")}


def test_source_folder_is_named_by_a_relative_path(hx: Any) -> None:
    """So that the checkout may be moved or mounted elsewhere."""
    hx.set_up()
    written = Path(hx.VENV, "lib/python3.11/site-packages/hongxian.pth").read_text().strip()
    assert written == "../../../../src"


def test_launchers_name_no_place(hx: Any) -> None:
    hx.set_up()
    launcher = Path(hx.BIN, "hongxian").read_text()
    assert hx.ROOT not in launcher
    assert "from hongxian.config.cli import main" in launcher


def test_anything_else_goes_to_hongxian(hx: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(hx.os, "execv", lambda _program, command: became.append(command))
    hx.main(["ledger", "verify"])
    assert [command[1:] for command in became] == [["ledger", "verify"]]


def test_old_python_is_told_which_one_is_needed(hx: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(hx, "OLDEST", (9, 0))
    monkeypatch.setenv("HX_PYTHON_TRIED", "1")
    with pytest.raises(SystemExit):
        hx.main(["demo"])
    said = capsys.readouterr().err
    assert "需要 Python 3.11" in said
    assert "Python 3.11 or newer is needed" in said


def test_missing_icons_do_not_stop_the_start(hx: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    Path(hx.ROOT, "package-lock.json").write_text("{}")
    monkeypatch.setattr(hx, "quiet", lambda _command: False)
    hx.front_end()
    assert "不影响使用" in capsys.readouterr().err


def test_help_needs_no_set_up() -> None:
    done = subprocess.run([sys.executable, ROOT / "hx"], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "./hx demo" in done.stdout


def test_every_runtime_package_is_in_the_development_lock_at_the_same_version() -> None:
    def pins(name: str) -> set[str]:
        return {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
