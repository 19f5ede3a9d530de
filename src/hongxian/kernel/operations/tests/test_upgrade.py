"""A database of another version is told in words, before anything of it is touched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hongxian.kernel.operations.archive import write
from hongxian.kernel.problem import Problem
from hongxian.kernel.schema import misfit, why_unusable

pytestmark = pytest.mark.django_db


def ran(name: str) -> Any:
    return MigrationRecorder(connection).migration_qs.filter(name=name)


def test_a_database_of_this_version_fits() -> None:
    assert why_unusable() == ""


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    MigrationRecorder(connection).record_applied("operations", "9999_future")
    with pytest.raises(CommandError, match=r"operations\.9999_future.*更新的版本.*没有改动数据库"):
        call_command("migrate", verbosity=0)
    with pytest.raises(Problem, match="9999_future"):
        write(tmp_path / "b.zip")
    with pytest.raises(CommandError, match="9999_future"):
        call_command("serve", port=0)
    assert not list(tmp_path.iterdir())


def test_steps_that_were_written_anew_are_found_by_what_they_left() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE operations_backup RENAME COLUMN has_keys TO had_keys")
    assert "operations_backup 多出列 had_keys、operations_backup 缺少列 has_keys" in misfit()
    ran("0002_given").delete()  # now a step is also still to be done
    with pytest.raises(CommandError, match="operations_backup 缺少列 has_keys"):
        call_command("migrate", verbosity=0)
    assert not ran("0002_given").exists()


def test_a_step_done_without_a_record_of_it_is_found_before_it_fails_halfway() -> None:
    ran("0002_given").delete()
    assert "imports_importbatch 多出列 given" in misfit()


def test_a_step_whose_foundation_is_missing_is_told() -> None:
    ran("0001_operations").delete()
    MigrationRecorder(connection).record_applied("operations", "0001_operations")
    ran("0001_ledger").delete()
    ran("0001_entries").delete()
    assert "不符" in misfit()


def test_an_empty_database_is_not_served_but_told_what_to_do(tmp_path: Path) -> None:
    """As a process of its own: nothing but the sentence, and no server that answers nobody."""
    program = "from hongxian.config.cli import main; main()"
    environment = {
        "PATH": "/usr/bin:/bin",
        "HONGXIAN_DATA_DIR": str(tmp_path),
        "HONGXIAN_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "PYTHONPATH": str(Path(__file__).parents[4]),
    }
    for words in (["serve", "--port", "0"], ["account", "issue-code", "nobody"]):
        done = subprocess.run(
            [sys.executable, "-P", "-c", program, *words], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "hongxian migrate" in done.stderr
        assert "Traceback" not in done.stderr
