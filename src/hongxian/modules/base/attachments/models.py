"""Attachments: what was photographed, said or signed, hanging on a row of any noun."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

KINDS = ("photo", "voice", "signature")
MEDIA_TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "audio/webm",
    "audio/ogg",
    "audio/mp4",
    "audio/wav",
    "audio/amr",
)
BANDS = ("band1", "band2", "band3", "band4")
"""The perceptual_hash in four numbers of 16 bits, each with an index: see `queries.similar`."""


class Attachment(Keyed):
    """One file that was attached; its key is given by the device, so that one sent twice is one.

    `subject_kind` and `subject_key` name the row it hangs on. The file as it was received lies in the data directory
    under its `sha256`. `perceptual_hash` is made for photos: 16 hexadecimal digits, none for those of a single shade.
    `taken_at` and the place are what the device said (WGS 84, `accuracy` in metres), not what stands in the file;
    nobody has checked them. One that is withdrawn stays; of one that is erased only the bytes go.
    """

    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, db_index=True)
    byte_count = models.PositiveIntegerField()
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    perceptual_hash = models.CharField(max_length=16, blank=True)
    band1 = models.PositiveIntegerField(null=True, db_index=True)
    band2 = models.PositiveIntegerField(null=True, db_index=True)
    band3 = models.PositiveIntegerField(null=True, db_index=True)
    band4 = models.PositiveIntegerField(null=True, db_index=True)
    taken_at = models.DateTimeField(null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    accuracy = models.PositiveIntegerField(null=True)
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=64)
    attached_by_name = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=40, blank=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True)
    erased_by_name = models.CharField(max_length=40, blank=True)
    erasure_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_key", "attached_at"], name="attachments_of_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="attachments_kind"),
            models.CheckConstraint(condition=Q(media_type__in=MEDIA_TYPES), name="attachments_media_type"),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__gte=-180, longitude__lte=180, latitude__gte=-90, latitude__lte=90),
                name="attachments_place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at, not listened to."""
        return self.media_type.startswith("image/")
