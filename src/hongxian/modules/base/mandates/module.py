"""The room of mandates: who may act for whom, until when."""

from hongxian.kernel.module import MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.mandates.queries"

MODULE = Module(
    key="mandates",
    urls="hongxian.modules.base.mandates.urls",
    menu=(
        MenuItem("delegation", "mandates:delegations", "delegation.view", icon="arrow-right-left", order=920),
        MenuItem("emergency_access", "mandates:emergencies", "emergency_access.view", icon="siren", order=930),
        MenuItem("service_contract", "mandates:contracts", "service_contract.view", icon="handshake", order=925),
    ),
    flows=("hongxian.modules.base.mandates.flow.EMERGENCY_ACCESS",),
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
    ),
    permissions=("delegation.view", "emergency_access.view", "service_contract.view"),
    capacities="hongxian.modules.base.mandates.capacities.capacities_of",
    act_as="hongxian.modules.base.mandates.capacities.actor_as",
)
