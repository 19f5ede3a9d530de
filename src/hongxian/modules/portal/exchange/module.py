"""The exchange with other systems: sending what a higher platform wants in its own shape, taking what others send."""

from hongxian.kernel.module import MenuItem, Module, Noun

_QUERIES = "hongxian.modules.portal.exchange.queries"
_FLOW = "hongxian.modules.portal.exchange.flow"
_REGISTERS = "hongxian.modules.portal.exchange.registers"

MODULE = Module(
    key="exchange",
    urls="hongxian.modules.portal.exchange.urls",
    api="hongxian.modules.portal.exchange.api.router",
    menu=(MenuItem("exchange", "exchange:list", "exchange_partner.view", icon="arrow-left-right", order=920),),
    flows=(f"{_FLOW}.EXCHANGE_MAPPING", f"{_FLOW}.DISPATCH", f"{_FLOW}.RECEIVED_RECORD"),
    nouns=(
        Noun(
            "exchange_partner",
            "exchange.ExchangePartner",
            visible=f"{_QUERIES}.visible_partners",
            page="exchange:partner",
        ),
        Noun(
            "exchange_mapping",
            "exchange.ExchangeMapping",
            visible=f"{_QUERIES}.visible_mappings",
            page="exchange:mapping",
        ),
        Noun("dispatch", "exchange.Dispatch", visible=f"{_QUERIES}.visible_dispatches", page="exchange:dispatch"),
        Noun(
            "dispatch_record",
            "exchange.DispatchRecord",
            visible=f"{_QUERIES}.visible_dispatch_records",
            derived=True,
        ),
        Noun(
            "received_record",
            "exchange.ReceivedRecord",
            visible=f"{_QUERIES}.visible_received_records",
            page="exchange:received_record",
            means=(("action", "dispatch_action#"),),
        ),
        Noun("count_check", "exchange.CountCheck", visible=f"{_QUERIES}.visible_count_checks"),
    ),
    registers=(f"{_REGISTERS}.DISPATCH_RECORDS", f"{_REGISTERS}.RECEIVED_RECORDS"),
    permissions=(
        "exchange_partner.view",
        "exchange_mapping.view",
        "dispatch.view",
        "received_record.view",
        "count_check.view",
    ),
)
