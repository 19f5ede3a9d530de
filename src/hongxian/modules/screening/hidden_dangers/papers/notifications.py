"""The letter by which one body tells another about a hidden danger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.glossary import term
from hongxian.modules.screening.hidden_dangers.commands import numbered
from hongxian.modules.screening.hidden_dangers.models import FormalNotification
from hongxian.modules.screening.hidden_dangers.papers.text import FULL_STOP, UNGRADED


def is_sent(notification: FormalNotification) -> bool:
    """Whether it stands."""
    return notification.state != "withdrawn"


def fill_letter(_actor: Actor, notification: FormalNotification, _asked: Mapping[str, Any]) -> Filled:
    """What is told about which danger, and by when an answer is asked; to the body that is told."""
    danger = notification.hidden_danger
    values = {
        **{name: getattr(danger, name) for name in ("location", "description", "found_on", "where")},
        "issuer": notification.sender.name,
        "number": numbered(notification),
        "kind": term(f"notification_kind#{notification.kind}"),
        "origin": term(f"origin#{danger.origin}"),
        "grade": term(f"grade#{danger.grade}") if danger.grade else UNGRADED,
        "content": notification.content.rstrip(FULL_STOP),
        "reply_due_on": notification.reply_due_on,
    }
    return Filled(values, (notification.recipient.name,))
