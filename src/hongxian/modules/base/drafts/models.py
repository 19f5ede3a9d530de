"""Policy texts on their way to becoming packs: what was received, and the obligations proposed from its wording."""

from typing import ClassVar

from django.db import models

from hongxian.kernel.keys import Keyed

STATES = ("open", "finished", "abandoned")
PROPOSAL_STATES = ("proposed", "confirmed", "refused")


class Draft(Keyed):
    """One text as it was received. `original` is what was read from the file, line by line; `clauses`, `damage` and the
    lines set apart are what the importer made of it. `pack` is the key of the pack it became."""

    title = models.CharField(max_length=200)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    original = models.TextField()
    how = models.CharField(max_length=120)
    notes = models.JSONField(default=list)
    clauses = models.JSONField(default=list)
    damage = models.JSONField(default=list)
    set_apart = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="open")
    pack = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    received_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="drafts_draft_state"),
            models.UniqueConstraint(
                fields=["place", "sha256"], condition=models.Q(state="open"), name="drafts_draft_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Proposal(Keyed):
    """One obligation read from the wording, until a person confirms, changes or refuses it. `quote` is exact text of
    the clause `path`; `select` chooses the accountable parties; `members` says for whom each of them answers."""

    draft = models.ForeignKey("drafts.Draft", on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    line = models.PositiveIntegerField()
    quote = models.TextField()
    title = models.CharField(max_length=200)
    rule_form = models.CharField(max_length=20)
    strength = models.CharField(max_length=1, default="A")
    holder = models.CharField(max_length=120, blank=True)
    select = models.JSONField(default=dict)
    members = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=60, blank=True)
    object = models.CharField(max_length=200, blank=True)
    due_text = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=10, blank=True)
    min = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True)
    within = models.CharField(max_length=10, blank=True)
    consequence = models.CharField(max_length=200, blank=True)
    vague = models.JSONField(default=list)
    advisory = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="proposed")
    decided_by_name = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    EDITABLE: ClassVar[tuple[str, ...]] = (
        "title",
        "rule_form",
        "holder",
        "select",
        "members",
        "action",
        "object",
        "due_text",
        "period",
        "min",
        "due",
        "within",
        "consequence",
        "advisory",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="drafts_proposal_number"),
            models.CheckConstraint(condition=models.Q(state__in=PROPOSAL_STATES), name="drafts_proposal_state"),
        ]

    @property
    def form_key(self) -> str:
        """The key of its form in the glossary."""
        return f"rule_form#{self.rule_form.lower()}"

    def __str__(self) -> str:
        return self.title
