"""The room of registers and their records: the facts that no other room tells."""

from hongxian.kernel.module import Attachable, MenuItem, Module, Noun, PaperOffer, Section, Subscription

_QUERIES = "hongxian.modules.base.records.queries"
_KINDS = "hongxian.modules.base.records.kinds"
_PAPERS = "hongxian.modules.base.records.papers"

MODULE = Module(
    key="records",
    urls="hongxian.modules.base.records.urls",
    menu=(MenuItem("register", "records:overview", "register.view", icon="notebook-tabs", order=48),),
    flows=("hongxian.modules.base.records.flow.RECORD",),
    nouns=(
        Noun(
            "register",
            model="records.Register",
            visible=f"{_QUERIES}.visible_registers",
            page="records:register",
            means=(("noun", f"{_KINDS}.kind_word"),),
        ),
        Noun("slot", model="records.Slot", derived=True),
        Noun(
            "record",
            model="records.Record",
            visible=f"{_QUERIES}.visible_records",
            page="records:record",
            closed=f"{_QUERIES}.closed_to",
            means=(("noun", f"{_KINDS}.kind_word"),),
        ),
    ),
    registers_open="hongxian.modules.base.records.registers.opened_for",
    register_fallback="hongxian.modules.base.records.registers.register_for",
    fact_fallback="hongxian.modules.base.records.facts.records",
    permissions=("register.view", "record.view"),
    sections=(
        Section("enterprise", "hongxian.modules.base.records.sections.of_enterprise", "records/_of_enterprise.html"),
    ),
    subscriptions=(
        Subscription("place_adjustment.confirm", "hongxian.modules.base.records.tasks.follow"),
        Subscription("enterprise_merge.confirm", "hongxian.modules.base.records.tasks.follow_merged"),
        Subscription("enterprise_merge.undo", "hongxian.modules.base.records.tasks.follow_merged"),
    ),
    attachables=(Attachable("record", ("photo", "voice", "signature"), "record.enter", key="row"),),
    papers=(
        PaperOffer(
            "talk_notice",
            noun="record",
            fill=f"{_PAPERS}.talk.fill_talk",
            sample=f"{_PAPERS}.text.TALK_SAMPLE",
            permission="record.view",
            when=f"{_PAPERS}.talk.is_talk",
            find=f"{_QUERIES}.record_with",
        ),
    ),
)
