"""The engine knows no glossary and the pages know no engine: both must call a verdict by the same word."""

import pytest

from hongxian.kernel.glossary import term
from hongxian.kernel.rules.verdict import Status


@pytest.mark.parametrize("status", list(Status))
def test_engine_and_pages_use_one_word(status: Status) -> None:
    assert term(f"status#{status}") == status.label
