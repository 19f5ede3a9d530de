"""The room of enterprises."""

from hongxian.kernel.module import Attachable, FactSource, MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.enterprises.queries"

MODULE = Module(
    key="enterprises",
    urls="hongxian.modules.base.enterprises.urls",
    api="hongxian.modules.base.enterprises.api.router",
    menu=(MenuItem("enterprise", "enterprises:list", "enterprise.view", icon="factory", order=60),),
    nouns=(
        Noun(
            "enterprise",
            model="enterprises.Enterprise",
            visible=f"{_QUERIES}.visible_enterprises",
            page="enterprises:detail",
            search=("name", "credit_code", "registration_number"),
        ),
        Noun(
            "responsible_person",
            model="enterprises.ResponsiblePerson",
            visible=f"{_QUERIES}.visible_responsible_people",
        ),
        Noun("enterprise_version", model="enterprises.EnterpriseVersion", visible=f"{_QUERIES}.visible_versions"),
        Noun("operating_status", model="enterprises.OperatingStatus", visible=f"{_QUERIES}.visible_statuses"),
        Noun("risk_flag", model="enterprises.RiskFlag", visible=f"{_QUERIES}.visible_risk_flags"),
        Noun("enterprise_contact", model="enterprises.EnterpriseContact", visible=f"{_QUERIES}.visible_contacts"),
        Noun("enterprise_merge", model="enterprises.EnterpriseMerge", visible=f"{_QUERIES}.visible_merges"),
    ),
    facts=(
        FactSource(
            "enterprise",
            "hongxian.modules.base.enterprises.facts.enterprises",
            (
                "enterprise.register",
                "enterprise.change",
                "enterprise.move",
                "enterprise.attach",
                "enterprise.close",
                "enterprise.reopen",
                "enterprise.withdraw",
                "enterprise_merge.confirm",
                "risk_flag.set",
                "risk_flag.end",
                "responsible_person.name",
            ),
        ),
    ),
    registers=("hongxian.modules.base.enterprises.registers.ENTERPRISES",),
    attachables=(Attachable("enterprise", ("photo", "voice"), "enterprise.change"),),
    flows=("hongxian.modules.base.enterprises.flow.ENTERPRISE_MERGE",),
    permissions=(
        "enterprise.view",
        "enterprise_version.view",
        "operating_status.view",
        "risk_flag.view",
        "enterprise_contact.view",
        "enterprise_merge.view",
        "responsible_person.view",
    ),
)
