"""`record.follow_merge`"""

from datetime import date
from typing import Any

from hongxian.kernel.actor import system_actor
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.modules.base.enterprises.commands import (
    confirm_enterprise_merge,
    propose_enterprise_merge,
    register_enterprise,
)
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.records.commands import follow_merge
from hongxian.modules.base.records.kinds import kind_of
from hongxian.modules.base.records.models import Record
from hongxian.modules.base.records.queries import behind, nouns_opened, slots_of
from hongxian.modules.base.records.references import references_of


def test_records_of_a_duplicate_become_those_of_the_one_kept(
    opened: Any, entered: Any, enterprise: Any, cast: Any
) -> None:
    kept = register_enterprise(
        actor=cast["张慧"],
        place=place("411002"),
        name="许昌试验机械公司",
        ownership="city",
        sector="manufacturing",
        registration_number="100000000000001",
    )
    entered(
        opened("standardisation"),
        _place="411002",
        enterprise=enterprise,
        status="started",
        valid_from=date(2026, 3, 1),
    )
    merge = propose_enterprise_merge(actor=cast["张慧"], duplicate=enterprise, kept=kept, reason="同一家")
    confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)
    kind = kind_of("standardisation")
    assert kind is not None
    reference = references_of(kind)["enterprise"]
    assert reference.labels(cast["张慧"], [str(enterprise.pk)]) == {str(enterprise.pk): kept.name}
    nouns = nouns_opened()
    given = {"nouns": nouns, "enterprise_merge": merge}
    assert follow_merge(actor=system_actor("records", "record.follow_merge"), **given) == 1
    row = Record.objects.get()
    assert row.values["enterprise"] == str(kept.pk)
    assert getattr(row, slots_of("standardisation")["enterprise"]) == kept.pk
    assert not behind(nouns, merge).exists()
    assert list(row_findings(chunk=500)) == []
