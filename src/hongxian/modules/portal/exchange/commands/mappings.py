"""Writes of mappings: drafted by one person, published by another; a published version never changes."""

from __future__ import annotations

import re

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands.partners import check_open
from hongxian.modules.portal.exchange.declaring import read_mapping
from hongxian.modules.portal.exchange.files import keep_template
from hongxian.modules.portal.exchange.flow import EXCHANGE_MAPPING
from hongxian.modules.portal.exchange.models import ExchangeMapping, ExchangePartner

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


@command("exchange_mapping.draft")
def draft_mapping(
    *,
    actor: Actor,
    partner: ExchangePartner,
    code: str,
    direction: str,
    name: str,
    content: str,
    template: bytes = b"",
    kept_template: str = "",
) -> ExchangeMapping:
    """Draw up the next version of a mapping. Raises `Problem` that names everything wrong with it. Without a new
    template the one of an earlier version, by its digest, is kept."""
    check_open(partner)
    if not _CODE.fullmatch(code):
        raise Problem(text.CODE_FORM, field="code")
    declared = read_mapping(content, direction)
    if (template or kept_template) and declared.target.get("format") != "workbook":
        raise Problem(text.TEMPLATE_FORMAT, field="template")
    digest = keep_template(template, declared) if template else kept_template
    before = ExchangeMapping.objects.filter(partner=partner, code=code, direction=direction).order_by("-number").first()
    mapping = ExchangeMapping.objects.create(
        partner=partner,
        code=code,
        direction=direction,
        number=before.number + 1 if before else 1,
        name=name.strip(),
        content=content,
        template=digest,
        drafted_by=actor.key,
        drafted_by_name=actor.name,
    )
    record(mapping)
    return mapping


@command("exchange_mapping.publish")
def publish_mapping(*, actor: Actor, mapping: ExchangeMapping) -> ExchangeMapping:
    """Put a draft into force in place of the version before it; by another person than drew it up. Raises `Problem`
    where registers have changed so that it cannot be read any more."""
    check_open(mapping.partner)
    read_mapping(mapping.content, mapping.direction)
    same = {"partner": mapping.partner, "code": mapping.code, "direction": mapping.direction}
    replaced = [
        EXCHANGE_MAPPING.advance(each, "supersede", actor)
        for each in ExchangeMapping.objects.filter(**same, state="published")
    ]
    EXCHANGE_MAPPING.advance(mapping, "publish", actor, published_at=now(), published_by_name=actor.name)
    record(mapping, *replaced)
    return mapping


@command("exchange_mapping.withdraw")
def withdraw_mapping(*, actor: Actor, mapping: ExchangeMapping, reason: str) -> ExchangeMapping:
    """Take a version out of use. What was exchanged by it stays."""
    EXCHANGE_MAPPING.advance(mapping, "withdraw", actor, {"reason": reason})
    record(mapping, reason=reason)
    return mapping
