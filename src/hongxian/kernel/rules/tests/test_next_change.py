"""A verdict says until when time alone cannot change it, and is never too late in saying so."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.positions import read_yaml

PARTS = read_yaml(Path(__file__).parent / "parts.yaml").data


def test_every_form_is_among_the_parts():
    assert {part["form"] for part in PARTS.values()} == set(FORMS)


@pytest.mark.parametrize("name", PARTS)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_judged_again_before_that_day_nothing_has_changed(verdict_of, drawn, days, name, data):
    part = PARTS[name]
    shaped = FORMS[part["form"]].model_validate(part)
    facts = drawn(data, shaped.nouns())
    period = data.draw(st.sampled_from(days)) if "period" in part else None
    as_of = data.draw(st.sampled_from([day for day in days if period is None or day >= period]), label="as of")
    turns = [day + timedelta(days=more) for day in days for more in (0, 1) if day + timedelta(days=more) > as_of]
    later = data.draw(st.sampled_from(turns) | st.integers(1, 800).map(lambda more: as_of + timedelta(days=more)))
    given = {"facts": facts, "period": period, "effective": days[1]}
    verdict = verdict_of(part, as_of=as_of, **given)
    if verdict.next_change is not None:
        assert verdict.next_change > as_of
        later = min(later, verdict.next_change - timedelta(days=1))
    again = verdict_of(part, as_of=later, **given)
    assert again.status is verdict.status, (as_of, later)
