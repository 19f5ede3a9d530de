"""The room of enterprises."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.enterprises.queries"

MODULE = Module(
    key="enterprises",
    urls="hongxian.modules.base.enterprises.urls",
    menu=(MenuItem("enterprise", "enterprises:list", "enterprise.view", icon="factory", order=60),),
    nouns=(
        Noun(
            "enterprise",
            model="enterprises.Enterprise",
            visible=f"{_QUERIES}.visible_enterprises",
            page="enterprises:detail",
        ),
        Noun(
            "responsible_person",
            model="enterprises.ResponsiblePerson",
            visible=f"{_QUERIES}.visible_responsible_people",
        ),
    ),
    facts=(
        FactSource(
            "enterprise",
            "hongxian.modules.base.enterprises.facts.enterprises",
            ("enterprise.register", "responsible_person.name"),
        ),
    ),
    registers=("hongxian.modules.base.enterprises.registers.ENTERPRISES",),
    permissions=("enterprise.view", "responsible_person.view"),
)
