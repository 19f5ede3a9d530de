"""The room of risks: assessed, graded, controlled; of enterprises and of areas."""

from hongxian.kernel.module import Attachable, FactSource, MenuItem, Module, Noun, Section, Subscription

_ROOM = "hongxian.modules.prevention.risks"
_QUERIES = f"{_ROOM}.queries"
_SCALES = f"{_ROOM}.scoring.scale_title"
_REGISTERS = f"{_ROOM}.registers"
_FACTS = f"{_ROOM}.facts"
_FOLLOWING = ("risk.follow_places", "risk.follow_merge")
_OF_RISKS = ("register", "assess", "change", "end", "withdraw", "adopt_list", "follow_places", "follow_merge")
_OF_PLACES = ("register", "assess", "announce", "end")
_LOOKED_AGAIN = ("risk.assess", "risk.change", "risk.end", "place_risk.assess", "place_risk.end")

MODULE = Module(
    key="risks",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(
        MenuItem("risk", "risks:list", "risk.view", icon="shield-alert", order=64),
        MenuItem("risk_unit", "risks:units", "risk_unit.view", icon="map-pin", order=65),
        MenuItem("place_risk", "risks:place_risks", "place_risk.view", icon="map", order=66),
    ),
    nouns=(
        Noun(
            "risk_scheme",
            model="risks.RiskScheme",
            visible=f"{_QUERIES}.visible_schemes",
            means=(
                ("ls_scale", _SCALES),
                ("lec_scale", _SCALES),
                *((f"tier_{each}", "control_tier#") for each in range(1, 5)),
            ),
        ),
        Noun("risk_unit", model="risks.RiskUnit", visible=f"{_QUERIES}.visible_units", page="risks:unit"),
        Noun("risk_unit_version", model="risks.RiskUnitVersion", visible=f"{_QUERIES}.visible_unit_versions"),
        Noun("plant_plan", model="risks.PlantPlan", visible=f"{_QUERIES}.visible_plans"),
        Noun(
            "risk",
            model="risks.Risk",
            visible=f"{_QUERIES}.visible_risks",
            page="risks:detail",
            means=(("scale_code", _SCALES),),
        ),
        Noun(
            "risk_version",
            model="risks.RiskVersion",
            visible=f"{_QUERIES}.visible_risk_versions",
            means=(("scale_code", _SCALES),),
        ),
        Noun("risk_change", model="risks.RiskChange", visible=f"{_QUERIES}.visible_changes"),
        Noun("risk_screening", model="risks.RiskScreening", visible=f"{_QUERIES}.visible_screenings"),
        Noun("place_risk", model="risks.PlaceRisk", visible=f"{_QUERIES}.visible_place_risks", page="risks:place_risk"),
        Noun("place_risk_version", model="risks.PlaceRiskVersion", visible=f"{_QUERIES}.visible_place_risk_versions"),
        Noun("risk_warning", model="risks.RiskWarning", visible=f"{_QUERIES}.visible_warnings"),
    ),
    facts=(
        FactSource(
            "risk",
            f"{_FACTS}.risks",
            (*(f"risk.{verb}" for verb in _OF_RISKS), "risk_unit.end", "risk_unit.place"),
        ),
        FactSource(
            "area_risk",
            f"{_FACTS}.place_risks",
            (*(f"place_risk.{verb}" for verb in _OF_PLACES), "risk.follow_places"),
            noun="place_risk",
        ),
        FactSource("risk_change", f"{_FACTS}.changes", ("risk_change.report", *_LOOKED_AGAIN)),
        FactSource("risk_update", f"{_FACTS}.updates", _LOOKED_AGAIN, noun="risk_change"),
        FactSource("risk_warning", f"{_FACTS}.warnings", ("risk_warning.issue", "risk_warning.receive")),
        FactSource(
            "risk_screening",
            f"{_FACTS}.screenings",
            ("risk_screening.enter", *_FOLLOWING),
        ),
    ),
    registers=(
        f"{_REGISTERS}.RISKS",
        f"{_REGISTERS}.UNITS",
        f"{_REGISTERS}.PLACE_RISKS",
        f"{_REGISTERS}.SCREENINGS",
        f"{_REGISTERS}.WARNINGS",
        f"{_REGISTERS}.CHANGES",
    ),
    attachables=(Attachable("plant_plan", ("photo",), "plant_plan.upload", limit=1),),
    permissions=(
        "risk_scheme.view",
        "plant_plan.view",
        "risk_unit.view",
        "risk.view",
        "risk_change.view",
        "risk_screening.view",
        "place_risk.view",
        "risk_warning.view",
    ),
    sections=(Section("enterprise", f"{_ROOM}.sections.of_enterprise", "risks/_of_enterprise.html"),),
    subscriptions=(
        Subscription("place_adjustment.confirm", f"{_ROOM}.tasks.follow"),
        Subscription("enterprise_merge.confirm", f"{_ROOM}.tasks.follow_merged"),
        Subscription("enterprise_merge.undo", f"{_ROOM}.tasks.follow_merged"),
        Subscription("enterprise.move", f"{_ROOM}.tasks.follow_enterprise", once=True),
        Subscription("enterprise.change", f"{_ROOM}.tasks.follow_enterprise", once=True),
    ),
)
