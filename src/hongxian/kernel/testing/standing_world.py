"""A world that many tests share: built once in a transaction that is never committed."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Generic, TypeVar

from django.db import transaction

W = TypeVar("W")


class StandingWorld(Generic[W]):
    """Built when a test first asks for it, put away before a test that must find the database empty."""

    def __init__(self, build: Callable[[], W]) -> None:
        self._build = build
        self._stack = ExitStack()
        self._built: list[W] = []

    def stand(self) -> W:
        """The world, built now if it does not stand."""
        if not self._built:
            self._stack.enter_context(transaction.atomic())
            self._built.append(self._build())
        return self._built[0]

    def put_away(self) -> None:
        """Undo it, as if it had never been."""
        if self._built:
            self._built.clear()
            transaction.set_rollback(True)
            self._stack.close()
