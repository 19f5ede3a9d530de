"""Run several functions at the same moment, each with its own database connection."""

import threading
from collections.abc import Callable
from contextvars import copy_context

from django.db import connections


def together(*functions: Callable[[], object], patience: float = 30.0) -> list[object]:
    """Start all functions at once, each in its own thread, and return what each returned or raised, in order.

    The clock of the test holds in the threads too. Raises TimeoutError when one has not ended after `patience` seconds.
    """
    barrier = threading.Barrier(len(functions))
    outcomes: list[object] = [None] * len(functions)

    def run(index: int, function: Callable[[], object]) -> None:
        try:
            barrier.wait(patience)
            outcomes[index] = function()
        except Exception as error:  # noqa: BLE001 - the outcome of a racing function may be any refusal
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=copy_context().run, args=(run, index, function), daemon=True)
        for index, function in enumerate(functions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience)
    if any(thread.is_alive() for thread in threads):
        raise TimeoutError("a racing function has not ended")
    return outcomes
