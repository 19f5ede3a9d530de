"""The command line `hongxian`: every management command of the kernel and the rooms."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line
from django.db import DatabaseError

from hongxian.kernel.schema import why_unusable


def main() -> None:
    """Run one command; the exit code is the command's. `demo` has a data directory of its own, unless one is set."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("HONGXIAN_DEMO", "1")
        os.environ.setdefault("HONGXIAN_DATA_DIR", str(Path.cwd() / "var" / "demo"))
    try:
        execute_from_command_line(["hongxian", *sys.argv[1:]])
    except DatabaseError:
        if fault := why_unusable():
            raise SystemExit(fault) from None
        raise
