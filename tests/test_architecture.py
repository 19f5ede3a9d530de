"""The rules of the house, each held against the whole tree. That each can fail is shown in test_planted_breaks.py."""

from pathlib import Path

import pytest

from hongxian.kernel.testing.architecture.rules import RULES, Rule
from hongxian.kernel.testing.architecture.source import Tree
from hongxian.kernel.testing.repository import findings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds_everywhere(rule: Rule, tree: Tree) -> None:
    broken = list(rule(tree))
    assert not broken, f"{rule.__doc__}\n" + "\n".join(broken)


def test_whole_tree_is_read(tree: Tree) -> None:
    """A rule that reads no file holds always."""
    assert {
        "hongxian.kernel.command",
        "hongxian.config.settings",
        "hongxian.modules.base.places.models",
    } <= tree.modules


def test_repository_holds_no_addresses_and_no_machine_paths() -> None:
    assert findings(ROOT) == []
