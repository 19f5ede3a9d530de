"""A new room costs its folder and one line: settings, pages, permissions, contracts and rules take it in unasked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hongxian.kernel.testing.architecture.rules import RULES
from hongxian.kernel.testing.architecture.source import Tree

ROOT = Path(__file__).resolve().parent.parent
ROOM = {
    "__init__.py": "",
    "module.py": (
        '"""The room of pantries."""\n\n'
        "from hongxian.kernel.module import MenuItem, Module\n\n"
        'MODULE = Module(\n    key="pantries",\n    urls="hongxian.modules.base.pantries.urls",\n'
        '    menu=(MenuItem("pantries", url="pantries:list", permission="pantry.view"),),\n'
        '    permissions=("pantry.view",),\n)\n'
    ),
    "urls.py": (
        '"""Pages of pantries."""\n\n'
        "from django.urls import path\n\nfrom hongxian.modules.base.pantries import views\n\n"
        'app_name = "pantries"\nurlpatterns = [path("", views.pantries, name="list")]\n'
    ),
    "views.py": (
        '"""The page of pantries."""\n\nfrom django.http import HttpRequest, HttpResponse\n\n\n'
        "def pantries(request: HttpRequest) -> HttpResponse:\n"
        '    """Nothing yet."""\n    return HttpResponse(request.path)\n'
    ),
    "glossary.csv": "key,zh,definition_zh,source,avoid\npantries,储藏室,,,\npantry.view,查看储藏室,,,\n",
}
ASK = (
    "from hongxian.config.wsgi import application\n"
    "from django.core.management import call_command\n"
    "from django.urls import resolve, reverse\n"
    "from hongxian.kernel.glossary import term\n"
    "from hongxian.kernel.module import modules\n"
    'call_command("check")\n'
    'assert modules()["pantries"].menu[0].url == "pantries:list"\n'
    'assert term("pantries")\n'
    'print(reverse("pantries:list"), resolve("/pantries/").func.__module__)\n'
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the folder of the room and its line."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "tests"))
    shutil.copy(ROOT / "pyproject.toml", root)
    folder = root / "src/hongxian/modules/base/pantries"
    folder.mkdir()
    for name, content in ROOM.items():
        (folder / name).write_text(content, encoding="utf-8")
    rooms = root / "src/hongxian/config/modules.py"
    lines = rooms.read_text(encoding="utf-8").replace(
        "ROOMS: tuple[str, ...] = (\n", 'ROOMS: tuple[str, ...] = (\n    "hongxian.modules.base.pantries",\n'
    )
    rooms.write_text(lines, encoding="utf-8")
    return root


def ask(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "HONGXIAN_DATA_DIR": str(copy / "data")}
    return subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


def test_new_room_is_served_and_checked(copy: Path) -> None:
    done = ask(copy, "-c", ASK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "/pantries/ hongxian.modules.base.pantries.views" in done.stdout


def test_new_room_keeps_the_contracts(copy: Path) -> None:
    done = ask(copy, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
    assert done.returncode == 0, done.stdout


def test_new_room_keeps_the_rules(copy: Path) -> None:
    broken = [complaint for rule in RULES for complaint in rule(Tree(copy)) if "pantries" in complaint]
    assert not broken
