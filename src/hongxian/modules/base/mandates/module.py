"""The room of mandates: who may act for whom, until when."""

from hongxian.kernel.module import MenuItem, Module, NoticeKind, Noun, Subscription

_QUERIES = "hongxian.modules.base.mandates.queries"
_HOLDINGS = "hongxian.modules.base.mandates.held"
_TOLD = "hongxian.modules.base.mandates.told"

MODULE = Module(
    key="mandates",
    urls="hongxian.modules.base.mandates.urls",
    menu=(
        MenuItem(
            "delegation",
            "mandates:delegations",
            "delegation.view",
            icon="arrow-right-left",
            order=920,
            group="menu#people",
        ),
        MenuItem(
            "emergency_access",
            "mandates:emergencies",
            "emergency_access.view",
            icon="siren",
            order=930,
            group="menu#people",
        ),
        MenuItem(
            "handover", "mandates:handovers", "handover.view", icon="user-round-check", order=922, group="menu#people"
        ),
        MenuItem(
            "access_request",
            "mandates:requests",
            "access_request.view",
            icon="circle-help",
            order=916,
            group="menu#people",
        ),
        MenuItem("service_contract", "mandates:contracts", "service_contract.view", icon="handshake", order=66),
    ),
    flows=(
        "hongxian.modules.base.mandates.flow.EMERGENCY_ACCESS",
        "hongxian.modules.base.mandates.flow.ACCESS_REQUEST",
    ),
    nouns=(
        Noun(
            "delegation",
            model="mandates.Delegation",
            visible=f"{_QUERIES}.visible_delegations",
            page="mandates:delegation",
        ),
        Noun(
            "emergency_access",
            model="mandates.EmergencyAccess",
            visible=f"{_QUERIES}.visible_emergency_accesses",
            page="mandates:emergency",
        ),
        Noun(
            "service_contract",
            model="mandates.ServiceContract",
            visible=f"{_QUERIES}.visible_service_contracts",
            page="mandates:contract",
        ),
        Noun("handover", model="mandates.Handover", visible=f"{_QUERIES}.visible_handovers", page="mandates:handover"),
        Noun(
            "access_request",
            model="mandates.AccessRequest",
            visible=f"{_QUERIES}.visible_access_requests",
            page="mandates:request",
        ),
    ),
    notices=(
        NoticeKind("access_request_asked", ("access_request.ask",), f"{_TOLD}.asked"),
        NoticeKind("access_request_answered", ("access_request.grant", "access_request.refuse"), f"{_TOLD}.answered"),
        NoticeKind("emergency_access_used", ("emergency_access.open",), f"{_TOLD}.used", urgent=True),
        NoticeKind("delegation_made", ("delegation.make",), f"{_TOLD}.delegated"),
        NoticeKind("handover_done", ("handover.carry_out",), f"{_TOLD}.handed_over"),
    ),
    permissions=(
        "delegation.view",
        "emergency_access.view",
        "service_contract.view",
        "handover.view",
        "access_request.view",
    ),
    subscriptions=tuple(
        Subscription(f"access_request.{verb}", "hongxian.modules.base.mandates.tasks.settle_request")
        for verb in ("ask", "grant", "refuse", "withdraw")
    ),
    holdings=f"{_HOLDINGS}.holdings",
    hand_on=f"{_HOLDINGS}.hand_on",
    capacities="hongxian.modules.base.mandates.capacities.capacities_of",
    act_as="hongxian.modules.base.mandates.capacities.actor_as",
)
