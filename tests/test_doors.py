"""What can be done on a page can be done over REST: so it is with every act of the pages of the working rooms."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from hongxian.config.api import api
from hongxian.kernel.command import commands
from hongxian.kernel.registers.declared import registers
from hongxian.kernel.testing.reach import acts_within
from hongxian.modules.base.enterprises import commands as of_enterprises

ROOMS = ("base.enterprises", "prevention.", "screening.")
WITHOUT: dict[str, str] = {}
"""Acts that have no endpoint of their own, each with the reason."""


def _views(resolver: URLResolver | None = None) -> Iterator[Callable[..., Any]]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver) and each.namespace != "api":
            yield from _views(each)
        elif isinstance(each, URLPattern):
            yield each.callback


def _endpoints() -> Iterator[Callable[..., Any]]:
    for _, router in api._routers:
        for path in router.path_operations.values():
            yield from (each.view_func for each in path.operations)


def _in_registers() -> set[str]:
    """What is done with rows of a list, or by a workbook: the register names it."""
    sheets = [each.sheet for each in registers().values() if each.sheet]
    by_sheet = {name for each in sheets for name in (each.create, each.change, each.withdraw)}
    return by_sheet | {act.command for each in registers().values() for act in each.actions}


@pytest.fixture(scope="module")
def on_pages() -> set[str]:
    rooms = tuple(f"hongxian.modules.{each}" for each in ROOMS)
    return {
        name
        for name in acts_within(_views()) | _in_registers()
        if name and commands()[name].__module__.startswith(rooms)
    }


def test_what_a_page_can_do_an_endpoint_can(on_pages: set[str]) -> None:
    missing = on_pages - acts_within(_endpoints()) - set(WITHOUT)
    assert missing == set(), "acts without an endpoint: offer them in the room's api (kernel/offering.py)"


def test_the_list_of_exceptions_holds_only_exceptions(on_pages: set[str]) -> None:
    assert set(WITHOUT) <= on_pages - acts_within(_endpoints())


def test_the_acts_of_pages_are_found(on_pages: set[str]) -> None:
    """By a table of the view, by a form, by a register; and one that no endpoint comes to would be missed."""
    assert {"enterprise.change", "risk.adopt_list", "hidden_danger.urge", "grid.withdraw"} <= on_pages
    assert len(on_pages) > 120

    table = {"close": of_enterprises.close_enterprise}

    def page() -> Any:
        return (table["close"], of_enterprises.reopen_enterprise)

    page.__module__ = of_enterprises.__name__
    assert acts_within([page]) == {"enterprise.close", "enterprise.reopen"}
