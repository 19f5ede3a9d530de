"""The room of parties, posts and people."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.parties.queries"
_FACTS = "hongxian.modules.base.parties.facts"

MODULE = Module(
    key="parties",
    urls="hongxian.modules.base.parties.urls",
    menu=(MenuItem("party", "parties:list", "party.view", icon="landmark", order=50),),
    registers=("hongxian.modules.base.parties.registers.PARTIES",),
    nouns=(
        Noun(
            "party",
            model="parties.Party",
            visible=f"{_QUERIES}.visible_parties",
            page="parties:detail",
            keyed_as=("organisation", "office", "chaser"),
        ),
        Noun("party_name", model="parties.PartyName", visible=f"{_QUERIES}.visible_party_names"),
        Noun("institution", model="parties.Institution", visible=f"{_QUERIES}.visible_institutions"),
        Noun("staffing", model="parties.Staffing", visible=f"{_QUERIES}.visible_staffings"),
        Noun("person", model="parties.Person", visible=f"{_QUERIES}.visible_people", keyed_as=("_by",)),
        Noun("post", model="parties.Post", visible=f"{_QUERIES}.visible_posts"),
        Noun("appointment", model="parties.Appointment", visible=f"{_QUERIES}.visible_appointments"),
    ),
    facts=(
        FactSource("party", f"{_FACTS}.parties", ("party.create", "party.rename", "institution.establish")),
        FactSource("post", f"{_FACTS}.posts", ("post.create", "appointment.make", "appointment.end")),
        FactSource("department", f"{_FACTS}.departments", ("institution.establish",), noun="institution"),
        FactSource("office_staff", f"{_FACTS}.office_staff", ("staffing.report",), noun="staffing"),
    ),
    permissions=(
        "party.view",
        "party_name.view",
        "institution.view",
        "staffing.view",
        "person.view",
        "post.view",
        "appointment.view",
    ),
)
