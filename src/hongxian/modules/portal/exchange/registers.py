"""The registers of what was sent and what came in."""

from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
)
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.flow import RECEIVED_RECORD
from hongxian.modules.portal.exchange.models import ACTIONS, RECEIVED_STATES, RECORD_STATES

_ACTIONS = Choices("dispatch_action#", ACTIONS)
_SENT = Choices("dispatch_record:", RECORD_STATES)
_RECEIVED = Choices("received_record:", RECEIVED_STATES)
_COLOURS = {
    "held": "orange",
    "waiting": "blue",
    "sent": "blue",
    "accepted": "green",
    "transferred": "green",
    "rejected": "red",
    "refused": "red",
    "withdrawn": "grey",
    "superseded": "grey",
}
_LINKS = (Link(text.CHECKS, "exchange:checks", "count_check.view", "scale"),)

DISPATCH_RECORDS = Register(
    key="dispatch_record",
    noun="dispatch_record",
    view="dispatch.view",
    page="exchange:records",
    order=("-pk",),
    columns=(
        Column("partner", ColumnKind.REFERENCE, "partner.name"),
        Column("mapping", value="dispatch.mapping.name", label=text.MAPPING),
        Column("period", label=text.PERIOD),
        Column("record_key", value="key"),
        Column("state", ColumnKind.STATUS, choices=_SENT, colours=_COLOURS),
        Column("reason"),
        Column("receipt_number"),
        Column("dispatch_action", ColumnKind.CHOICE, "action", choices=_ACTIONS),
        Column("version", ColumnKind.NUMBER, label=text.VERSION),
        Column("retries", ColumnKind.NUMBER),
        Column("sent_at", ColumnKind.MOMENT, label=text.SENT_AT),
        Column("answered_at", ColumnKind.MOMENT, label=text.ANSWERED_AT),
    ),
    filters=(
        Filter("key", FilterKind.WORDS, ("key__icontains", "receipt_number__icontains"), label=text.KEY_OR_NUMBER),
        Filter("partner", FilterKind.REFERENCE, ("partner",), refers="exchange_partner"),
        Filter("code", FilterKind.WORDS, ("code",), label=text.CODE),
        Filter("period", FilterKind.WORDS, ("period",), label=text.PERIOD),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_SENT),
        Filter("dispatch", FilterKind.REFERENCE, ("dispatch",), refers="dispatch"),
        Filter("latest", FilterKind.YES_NO, ("latest",)),
    ),
    links=_LINKS,
    empty=text.EMPTY_RECORDS,
)

RECEIVED_RECORDS = Register(
    key="received_record",
    noun="received_record",
    page="exchange:received",
    order=("-pk",),
    columns=(
        Column("partner", ColumnKind.REFERENCE, "partner.name"),
        Column("mapping", value="mapping.name", label=text.MAPPING),
        Column("period", label=text.PERIOD),
        Column("record_key", value="key", link=True),
        Column("state", ColumnKind.STATUS, choices=_RECEIVED, colours=_COLOURS),
        Column("reason"),
        Column("findings", shown=False),
        Column("receipt_number"),
        Column("version", ColumnKind.NUMBER, label=text.VERSION, shown=False),
        Column("received_at", ColumnKind.MOMENT, label=text.RECEIVED_AT),
    ),
    filters=(
        Filter("key", FilterKind.WORDS, ("key__icontains", "receipt_number__icontains"), label=text.KEY_OR_NUMBER),
        Filter("partner", FilterKind.REFERENCE, ("partner",), refers="exchange_partner"),
        Filter("code", FilterKind.WORDS, ("code",), label=text.CODE),
        Filter("period", FilterKind.WORDS, ("period",), label=text.PERIOD),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_RECEIVED),
        Filter("latest", FilterKind.YES_NO, ("latest",)),
    ),
    actions=(
        Action(
            "received_record.refuse",
            "received_record",
            needs=("reason",),
            bulk=True,
            open=RECEIVED_RECORD.opens("refuse"),
            danger=True,
        ),
    ),
    detail="exchange:received_record",
    links=_LINKS,
    empty=text.EMPTY_RECEIVED,
)
