"""What the URLs name in `test_pages.py`: one object of each kind, from the demo world as it stands on one day."""

from datetime import date
from io import BytesIO

from PIL import Image

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.imports import files
from hongxian.kernel.imports.commands import receive_batch
from hongxian.kernel.imports.tasks import check
from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.registers.commands import request_bulk_act, request_export
from hongxian.modules.base.accounts.models import Authority, Role, User
from hongxian.modules.base.attachments.commands import attach
from hongxian.modules.base.drafts.models import Draft
from hongxian.modules.base.enterprises.commands import (
    propose_enterprise_merge,
    register_enterprise,
    set_enterprise_contact,
    set_risk_flag,
)
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.integrations.commands import add_webhook, issue_access_token, register_integration
from hongxian.modules.base.mandates.models import Delegation, EmergencyAccess, ServiceContract
from hongxian.modules.base.notices.commands import add_contact, add_gateway
from hongxian.modules.base.notices.models import Notice
from hongxian.modules.base.papers.commands import upload_template
from hongxian.modules.base.papers.models import Paper
from hongxian.modules.base.parties.models import Appointment, Party, Post
from hongxian.modules.base.places.commands import propose_place_adjustment
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.policies.models import Adoption
from hongxian.modules.base.records.commands import enter_record, open_register
from hongxian.modules.base.supervision.models import SupervisedSector, SupervisionOverride, SupervisionRule
from hongxian.modules.base.verdicts.models import Determination, Objection, Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World
from hongxian.modules.portal.exchange.models import Dispatch, ExchangeMapping, ExchangePartner, ReceivedRecord
from hongxian.modules.responsibility.assignments.models import Assignment
from hongxian.modules.responsibility.duty_lists.models import DutyList
from hongxian.modules.responsibility.meetings.models import AgendaItem, Meeting
from hongxian.modules.responsibility.pledges.models import Pledge, PledgeLink, PledgeRound
from hongxian.modules.responsibility.power_lists.models import PowerItem, PowerListVersion
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from page_objects_of_prevention import of_prevention


def objects_of(world: World) -> dict[str, str]:
    """By the name of the argument of a URL."""
    return _objects() | _records(world) | _papers(world) | _imports() | _integration() | _notices()


def _objects() -> dict[str, str]:
    meeting = Meeting.objects.filter(body__name="许昌市委常委会").order_by("held_on").first()
    verdict = Verdict.objects.get(obligation="XC-01", period="2026-Q4")
    standing = Party.objects.get(name="许昌市委常委会")
    return {
        "code": "xuchang-2018",
        "year": "2026",
        "place": "411000",
        "family": "top_body_meeting",
        "pack_key": str(verdict.pack_id),
        "obligation": "XC-01",
        "parameter": "office_staff_norm",
        "verdict": str(verdict.pk),
        "duty": str(Duty.objects.get(subject_key=str(verdict.pk)).pk),
        "entry": str(Entry.objects.get(event="meeting.record", subject_key=str(meeting.pk)).pk),
        "meeting": str(meeting.pk),
        "item": str(AgendaItem.objects.get(meeting=meeting).pk),
        "duty_list": str(DutyList.objects.get().pk),
        **_of_exchange(),
        "supervision_rule": str(SupervisionRule.objects.filter(kind="comprehensive").first().pk),
        "supervision_override": str(SupervisionOverride.objects.get(state="proposed").pk),
        "supervised_sector": str(SupervisedSector.objects.filter(lead_department__isnull=False).first().pk),
        "supervising_body": str(Party.objects.get(name="许昌市应急管理局").pk),
        "power_list_version": str(PowerListVersion.objects.get(state="superseded").pk),
        "power_draft": str(PowerListVersion.objects.get(state="submitted").pk),
        "power_item": str(PowerItem.objects.filter(version__state="submitted").order_by("order").first().pk),
        "pledge_round": str(PledgeRound.objects.get(state="open").pk),
        "pledge_link": str(PledgeLink.objects.get(round__state="open", order=1).pk),
        "pledge": str(Pledge.objects.get(state="awaiting_confirmation").pk),
        "assignment": str(Assignment.objects.get(clause_path="一/（一）/2").pk),
        "adoption_key": str(Adoption.objects.get(pack__code="xuchang-2018").pk),
        "enterprise": str(Enterprise.objects.order_by("credit_code").first().pk),
        "party": str(standing.pk),
        "draft": str(Draft.objects.get().pk),
        "passage": "1",
        "proposal_number": "1",
        "appointment": str(Appointment.objects.filter(post__party__name="中共许昌市委").first().pk),
        "determination": str(Determination.objects.get().pk),
        "county_verdict": str(Determination.objects.get().verdict_id),
        "objection": str(Objection.objects.get().pk),
        "verb": "uphold",
        "national_value": "hidden_danger_return_interval",
        "county": "411081",
        **_of_enterprise(),
        "adjustment": str(_adjustment()),
        "adjustment_kind": "rename",
        "report_kind": "xlsx",
        "role_key": str(Role.objects.get(code="clerk").pk),
        "authority_key": str(Authority.objects.filter(post__name="会务科科员").order_by("pk").first().pk),
        "delegation": str(Delegation.objects.get().pk),
        "emergency": str(EmergencyAccess.objects.get().pk),
        "contract": str(ServiceContract.objects.order_by("pk").first().pk),
        "user_key": str(User.objects.get(username="sunxiao").pk),
        "register_key": "enterprise",
        **of_prevention(),
        "nothing": "00000000-0000-7000-8000-000000000000",
    }


def _of_exchange() -> dict[str, str]:
    """What the demo sent and received."""
    return {
        "partner": str(ExchangePartner.objects.get(mappings__direction="outgoing").pk),
        "exchange_mapping": str(ExchangeMapping.objects.get(direction="outgoing").pk),
        "dispatch": str(Dispatch.objects.get().pk),
        "received_record": str(ReceivedRecord.objects.order_by("pk").first().pk),
        "outgoing": "outgoing",
        "exchange_code": "monthly_return",
        "exchange_period": "2026-10",
    }


def _of_enterprise() -> dict[str, str]:
    """What hangs on an enterprise and has pages of its own."""
    clerk, (firm, other) = Cast()["张慧"], Enterprise.objects.order_by("credit_code")[:2]
    old = register_enterprise(
        actor=clerk,
        place=firm.place,
        name="演示旧厂",
        ownership="private",
        sector="other",
        registration_number="411000600453178",
    )
    said = {"risk_kind": "mine", "valid_from": date(2026, 1, 1), "basis": "演示名单"}
    flag = set_risk_flag(actor=clerk, enterprise=other, **said)
    contact = set_enterprise_contact(actor=clerk, enterprise=other, contact_name="演示", phone="0374-0000000")
    merge = propose_enterprise_merge(actor=clerk, duplicate=old, kept=firm, reason="演示")
    return {
        "flag": str(flag.pk),
        "contact": str(contact.pk),
        "merge": str(merge.pk),
        "enterprise_verb": "change",
        "attachment_noun": "enterprise",
        "attachment": _attachment(firm),
        "attachment_size": "thumb",
    }


def _attachment(firm: Enterprise) -> str:
    """A photo of an enterprise."""
    out = BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    given = {"subject_kind": "enterprise", "subject_key": str(firm.pk), "kind": "photo", "content": out.getvalue()}
    return str(attach(actor=Cast()["张慧"], key=new_key(), **given).pk)


def _adjustment() -> str:
    clerk = Cast()["张慧"]
    return propose_place_adjustment(
        actor=clerk,
        place=Place.objects.get(pk="411081103"),
        adjustment_kind="rename",
        new_name="演示镇",
        valid_from=date(2026, 11, 1),
        basis="演示批复〔2026〕1号",
    ).pk


def _records(world: World) -> dict[str, str]:
    """A register and a record in it: what the demo world does not have yet."""
    clerk, enterprise = Cast()["张慧"], Enterprise.objects.order_by("credit_code").first()
    register = open_register(
        actor=clerk,
        place=enterprise.place.parent,
        noun="standardisation",
        keeper=world.parties["市应急管理局"],
        valid_from=date(2026, 1, 1),
    )
    said = {"enterprise": enterprise, "status": "started", "valid_from": date(2026, 3, 1)}
    record = enter_record(actor=clerk, register=register, values=said, place=enterprise.place_id)
    return {"noun": "standardisation", "register": str(register.pk), "record": str(record.pk)}


def _papers(world: World) -> dict[str, str]:
    """The papers of the demo, and a template."""
    city = world.parties["市安委办"].place
    wording = "标题：约谈通知\n---\n请来谈话。\n"
    template = upload_template(actor=Cast()["张慧"], paper="talk_notice", place=city, wording=wording, reason="试")
    paper, draft = Paper.objects.get(state="issued"), Paper.objects.get(state="drafted")
    return {
        "paper": str(paper.pk),
        "draft_paper": str(draft.pk),
        "paper_kind": "meeting_minutes",
        "paper_verb": "submit",
        "file_kind": "pdf",
        "token": str(paper.token),
        "paper_recipient": str(paper.recipients.get(copied=False).pk),
        "recipient_verb": "serve",
        "paper_template": str(template.pk),
    }


def _imports() -> dict[str, str]:
    """A file brought into a register and checked, a large file asked for, and something to be done with many rows."""
    key, clerk = new_key(), Cast()["张慧"]
    digest, size = files.receive(key, ["企业名称,信用代码,属地,企业性质,行业\n甲,1,魏都区,民营,其他\n".encode()])
    receive_batch(actor=clerk, key=key, register="enterprise", file_name="a.csv", digest=digest, size=size)
    check(Delivery(key=new_key(), args={"batch": str(key)}))
    asked = {"register": "enterprise", "query": "", "filter_digest": "0" * 64, "format": "xlsx"}
    export = request_export(actor=clerk.within("export"), **asked)
    keys = [str(HiddenDanger.objects.first().pk)]
    bulk = request_bulk_act(actor=clerk, register="hidden_danger", action="hidden_danger.urge", keys=keys)
    made = {"import_batch": key, "export_key": export.pk, "bulk_act": bulk.pk}
    return {"import_register": "enterprise", **{name: str(value) for name, value in made.items()}}


def _integration() -> dict[str, str]:
    """Another system with a token and an address that is told."""
    admin = Cast()["郑凯"]
    post = Post.objects.get(pk=Cast()["张慧"].post)
    made = register_integration(actor=admin, name="平台", purpose="取数", post=post, permissions=["meeting.view"])
    token = issue_access_token(actor=admin, integration=made, expires_on=date(2026, 12, 31)).token
    hook = add_webhook(actor=admin, integration=made, url="http://127.0.0.1/", events=["meeting.record"])
    return {"integration": str(made.pk), "access_token": str(token.pk), "webhook": str(hook.pk)}


def _notices() -> dict[str, str]:
    """What somebody was told, where it goes, and a robot of a group."""
    told = Notice.objects.filter(kind="duty_opened", person=Cast()["孙晓"].key).order_by("pk").first()
    contact = add_contact(actor=Cast()["孙晓"], channel="email", contact_address="sunxiao@example.cn")
    body = Party.objects.get(name="许昌市应急管理局")
    gateway = add_gateway(actor=Cast()["郑凯"], kind="wecom", name="群", party=body, url="http://127.0.0.1/")
    delivery = contact.deliveries.get()
    keys = {"notice": told, "notice_contact": contact, "notice_gateway": gateway, "notice_delivery": delivery}
    return {name: str(row.pk) for name, row in keys.items()}
