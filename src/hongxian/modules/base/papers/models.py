"""Official papers: from the draft to the issued file, who received it, and the templates and numbers they use."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hongxian.kernel.documents.numbering import Counter
from hongxian.kernel.keys import Keyed

STATES = ("drafted", "submitted", "signed", "issued", "withdrawn", "superseded", "abandoned")
RECIPIENT_STATES = ("awaiting", "served", "received", "refused")
WAYS = ("direct", "left", "post", "electronic", "notice")


class PaperSeries(Keyed):
    """What stands before the year in the numbers of an issuer, such as the short name of an office."""

    issuer = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="paper_series")
    code = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "code"], name="papers_series_open_once")]

    def __str__(self) -> str:
        return self.code


class PaperCounter(Counter):
    """The last number of a series in a year."""

    series = models.ForeignKey("papers.PaperSeries", on_delete=models.PROTECT, related_name="counters")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="papers_counter_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class PaperTemplate(Keyed):
    """A place's own template of a paper, version by version; the newest that is not retired applies there and below."""

    paper = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    wording = models.TextField()
    hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=64)
    uploaded_by_name = models.CharField(max_length=40)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "place", "version"], name="papers_template_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.version}"


class Paper(Keyed):
    """A paper. `kind` is what was offered, `noun` and `subject_key` the row it was drafted from.

    `wording` is what people write and change until it is submitted. When it is issued, number, content, digest, token
    and the two files are set, and nothing of it changes any more. `template` is empty for the product's own.
    """

    kind = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=64)
    issuer = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="papers")
    path = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    wording = models.TextField()
    wording_hash = models.CharField(max_length=64)
    template = models.ForeignKey("papers.PaperTemplate", null=True, on_delete=models.PROTECT, related_name="papers")
    template_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="drafted")
    title_public = models.BooleanField(default=False)
    office = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=64)
    drafted_by_name = models.CharField(max_length=40)
    signer = models.ForeignKey("parties.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signer_post = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    series = models.ForeignKey("papers.PaperSeries", null=True, on_delete=models.PROTECT, related_name="papers")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    document_number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=64, blank=True)
    content = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    token = models.CharField(max_length=43, null=True, unique=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    docx_hash = models.CharField(max_length=64, blank=True)
    superseded_by = models.ForeignKey("papers.Paper", null=True, on_delete=models.PROTECT, related_name="supersedes")
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=300, blank=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("wording", "content")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="papers_paper_state"),
            models.UniqueConstraint(fields=["series", "year", "number"], name="papers_paper_number_open_once"),
            models.CheckConstraint(
                condition=Q(state__in=("drafted", "submitted", "signed", "abandoned"))
                | Q(signed_at__isnull=False, number__isnull=False, content__isnull=False, token__isnull=False),
                name="papers_paper_issued_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "state"], name="papers_paper_path"),
            models.Index(fields=["noun", "subject_key"], name="papers_paper_subject"),
            models.Index(fields=["drafted_at"], name="papers_paper_drafted"),
        ]

    def __str__(self) -> str:
        return self.title


class Recipient(Keyed):
    """Somebody the paper goes to, as addressee or for information (`copied`), and how it was served."""

    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="recipients")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    party = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    copied = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="awaiting")
    way = models.CharField(max_length=12, blank=True)
    served_on = models.DateField(null=True)
    served_by_name = models.CharField(max_length=40, blank=True)
    receipt_due_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    receiver = models.CharField(max_length=40, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    witness = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RECIPIENT_STATES), name="papers_recipient_state"),
            models.UniqueConstraint(fields=["paper", "order"], name="papers_recipient_order"),
        ]

    def __str__(self) -> str:
        return self.name
