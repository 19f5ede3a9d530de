"""A rule that cannot fail is no rule: each break is planted in a copy, and the rule that answers for it must say so."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hongxian.kernel.testing.architecture.rules import RULES
from hongxian.kernel.testing.architecture.source import Tree
from hongxian.kernel.testing.repository import findings

ROOT = Path(__file__).resolve().parent.parent
LEFT, RIGHT, HIGH = (f"src/hongxian/modules/{room}" for room in ("base/left", "base/right", "portal/high"))
KERNEL = "src/hongxian/kernel"
LONG = "def long() -> None:\n" + "    print()\n" * 41

PLANTED: list[tuple[str, str, dict[str, str]]] = [
    (
        "doors",
        "a room imports another room's models",
        {f"{LEFT}/queries.py": "from hongxian.modules.base.right.models import Row\n"},
    ),
    (
        "doors",
        "a room imports another room's module",
        {f"{LEFT}/queries.py": "from hongxian.modules.base.right import views\n"},
    ),
    ("doors", "a room imports the room itself", {f"{LEFT}/queries.py": "import hongxian.modules.base.right\n"}),
    (
        "order_of_rooms",
        "two rooms import each other's queries",
        {
            f"{LEFT}/queries.py": "from hongxian.modules.base.right import queries\n",
            f"{RIGHT}/queries.py": "from hongxian.modules.base.left import facts\n",
        },
    ),
    (
        "order_of_rooms",
        "a string foreign key and an import for typing hide a cycle",
        {
            f"{LEFT}/models.py": 'row = models.ForeignKey("right.Row", on_delete=models.CASCADE)\n',
            f"{RIGHT}/queries.py": "if TYPE_CHECKING:\n    from hongxian.modules.base.left.models import Row\n",
        },
    ),
    (
        "order_of_files",
        "two files of a room import each other",
        {
            f"{LEFT}/queries.py": "from hongxian.modules.base.left.facts import a\n",
            f"{LEFT}/facts.py": "from hongxian.modules.base.left.queries import b\n",
        },
    ),
    ("no_vague_packages", "a package called utils", {"src/hongxian/utils/__init__.py": ""}),
    ("no_vague_packages", "a file called helpers", {f"{LEFT}/helpers.py": ""}),
    ("kernel_is_general", "the kernel speaks of hazards", {f"{KERNEL}/extra.py": "hazard_count = 0\n"}),
    ("no_inline_imports", "an import inside a function", {f"{LEFT}/queries.py": "def read():\n    import json\n"}),
    (
        "no_foreign_machinery",
        "a signal receiver",
        {f"{LEFT}/queries.py": "from django.dispatch import receiver\n"},
    ),
    ("no_foreign_machinery", "a page of the admin", {f"{LEFT}/views.py": "from django.contrib import admin\n"}),
    ("thin_ends", "a view queries a table", {f"{LEFT}/views.py": "rows = Row.objects.all()\n"}),
    ("thin_ends", "a view package saves", {f"{LEFT}/views/row.py": "row.save(update_fields=['a'])\n"}),
    ("thin_ends", "an endpoint deletes", {f"{LEFT}/api.py": "row.delete()\n"}),
    ("thin_ends", "a task creates rows", {f"{LEFT}/tasks.py": "rows.bulk_create([])\n"}),
    ("thin_ends", "a management command queries a table", {f"{LEFT}/management/commands/a.py": "Row.objects.get()\n"}),
    ("saves_name_their_fields", "a bare save", {f"{LEFT}/commands.py": "row.save()\n"}),
    (
        "commands_lie_in_commands",
        "a command among the queries",
        {f"{LEFT}/queries.py": '@command("row.add")\ndef add(*, actor): ...\n'},
    ),
    ("one_clock", "the machine's clock", {f"{LEFT}/queries.py": "at = datetime.now()\n"}),
    ("one_clock", "Django's clock", {f"{LEFT}/queries.py": "at = timezone.now()\n"}),
    ("one_clock", "today by date", {f"{LEFT}/queries.py": "at = datetime.date.today()\n"}),
    (
        "one_clock",
        "a field that stamps itself",
        {f"{LEFT}/models.py": "at = models.DateTimeField(auto_now_add=True)\n"},
    ),
    (
        "clock_is_set_in_few_places",
        "a view sets the clock",
        {f"{LEFT}/views.py": "with simulated(moment):\n    pass\n"},
    ),
    ("chinese_only_where_words_live", "Chinese in code", {f"{LEFT}/queries.py": 'name = "隐患"\n'}),
    ("chinese_only_where_words_live", "Chinese in a comment", {f"{LEFT}/queries.py": "a = 1  # 隐患\n"}),
    ("chinese_only_where_words_live", "Chinese in a script", {f"{LEFT}/static/left/page.js": "alert('隐患')\n"}),
    ("labels_come_from_the_glossary", "a labelled field", {f"{LEFT}/models.py": 'a = models.CharField("name")\n'}),
    ("labels_come_from_the_glossary", "choices", {f"{LEFT}/models.py": 'a = models.CharField(choices=[("a", "b")])\n'}),
    ("labels_come_from_the_glossary", "a verbose name", {f"{LEFT}/models.py": 'class Meta:\n    verbose_name = "a"\n'}),
    (
        "relations_are_strings",
        "a foreign key to a class",
        {f"{LEFT}/models.py": "a = models.ForeignKey(Row, on_delete=models.CASCADE)\n"},
    ),
    ("fits_on_a_screen", "an over-long function", {f"{LEFT}/queries.py": LONG}),
    ("fits_on_a_screen", "an over-long file", {f"{LEFT}/queries.py": "a = 1\n" * 301}),
    ("public_functions_speak", "a silent function", {f"{LEFT}/queries.py": '"""Reads."""\n\ndef read(): ...\n'}),
    ("no_undone_work", "work left undone", {f"{LEFT}/queries.py": "a = 1  # TODO later\n"}),
    ("pages_hold_no_inline_code", "an inline style", {f"{LEFT}/templates/left/a.html": '<p style="color: red">\n'}),
    ("pages_hold_no_inline_code", "an inline handler", {f"{LEFT}/templates/left/a.html": '<p onclick="go()">\n'}),
    ("pages_hold_no_inline_code", "an inline script", {f"{LEFT}/templates/left/a.html": "<script>go()</script>\n"}),
    (
        "pages_hold_no_inline_code",
        "a script of another host",
        {f"{LEFT}/templates/left/a.html": '<script src="//elsewhere/a.js"></script>\n'},
    ),
    ("migrations_are_named_and_linear", "an unnamed migration", {f"{LEFT}/migrations/0001_initial.py": ""}),
    (
        "migrations_are_named_and_linear",
        "two migrations of one number",
        {f"{LEFT}/migrations/0001_rows.py": "", f"{LEFT}/migrations/0001_lines.py": ""},
    ),
]

CONTRACTS = {
    "Whole system: config on modules on kernel": {
        f"{KERNEL}/extra.py": "import hongxian.modules.base.left.models\n",
        "src/hongxian/utils/__init__.py": "",
    },
    "Wings stand above one another": {f"{LEFT}/queries.py": "import hongxian.modules.portal.high.queries\n"},
    "No cycles between rooms of a wing": {
        f"{LEFT}/facts.py": "import hongxian.modules.base.right.queries\n",
        f"{RIGHT}/queries.py": "import hongxian.modules.base.left.facts\n",
    },
    "Inside every room: one direction": {f"{LEFT}/models.py": "import hongxian.modules.base.left.views\n"},
    "The rule engine is pure Python": {f"{KERNEL}/rules/extra.py": "import django.db\n"},
    "The standalone verifier needs nothing but Python": {
        f"{KERNEL}/ledger/verifier.py": "import hongxian.kernel.actor\n"
    },
    "The heart of the kernel knows neither pages nor duties": {
        f"{KERNEL}/clock/extra.py": "import hongxian.kernel.web.forms\n",
    },
    "The packages of the kernel form an order": {
        "src/hongxian/kernel/ledger/forward.py": "import hongxian.kernel.custody.commands\n"
    },
    "Nothing that runs needs the testing kit": {f"{LEFT}/commands.py": "import hongxian.kernel.testing.reset\n"},
}
"""By contract of the import linter: the files that break it. All are planted at once, so that one run shows all."""

RUFF = {
    "TID251": "from django.dispatch import receiver\n",
    "DTZ": "import datetime\n\nat = datetime.datetime.now()\n",
    "C901": "def tangled(a):\n" + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(9)),
    "BLE001": "try:\n    pass\nexcept Exception:\n    pass\n",
}


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    """A copy of the tree with three rooms more, in which nothing is wrong."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "packs", "tests"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in (LEFT, RIGHT, HIGH):
        for name in ("__init__", "models", "queries", "facts", "views", "commands"):
            plant(tmp_path, {f"{room}/{name}.py": ""})
    yield tmp_path
    shutil.rmtree(tmp_path)


def plant(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize(("rule", "break_", "files"), PLANTED, ids=[f"{rule}: {what}" for rule, what, _ in PLANTED])
def test_planted_break_is_caught(rule: str, break_: str, files: dict[str, str], copy: Path) -> None:
    check = next(each for each in RULES if each.__name__ == rule)
    before = set(check(Tree(copy)))
    plant(copy, files)
    assert set(check(Tree(copy))) - before


def test_every_rule_has_a_planted_break() -> None:
    assert {rule.__name__ for rule in RULES} == {rule for rule, _, _ in PLANTED}


def test_every_contract_has_a_planted_break() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert {contract["name"] for contract in configured} == set(CONTRACTS)


def test_import_contracts_catch_their_breaks(copy: Path) -> None:
    for files in CONTRACTS.values():
        plant(copy, files)
    linter = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "COLUMNS": "200"}
    done = subprocess.run(linter, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    for contract in CONTRACTS:
        assert f"{contract} BROKEN" in done.stdout, f"{contract} was not broken\n{done.stdout}"


def test_linter_catches_its_breaks(copy: Path) -> None:
    plant(copy, {f"{LEFT}/{code.lower()}.py": content for code, content in RUFF.items()})
    ruff = [Path(sys.executable).parent / "ruff", "check", "--no-cache", "--output-format=concise", copy / LEFT]
    done = subprocess.run(ruff, cwd=copy, capture_output=True, text=True, check=False)
    for code in RUFF:
        assert any(f"{code.lower()}.py" in line and f" {code}" in line for line in done.stdout.splitlines()), code


def test_repository_check_catches_addresses_and_machine_paths(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"package-lock.json": '{"resolved": "https' + '://elsewhere/a.tgz"}', "notes.md": "in /ho" + "me/somebody"},
    )
    assert len(findings(tmp_path)) == 2
