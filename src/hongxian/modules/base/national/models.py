"""What law and standards say is data of the pack `national`; kept here is only who confirmed what is still to be
checked, and where."""

from django.db import models

from hongxian.kernel.two_times import TwoTimes, open_once


class NationalConfirmation(TwoTimes):
    """A place confirms a version of a published value that does not decide by itself: somebody read the text.
    `version_from` is the first day of that version."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    value_key = models.CharField(max_length=60)
    version_from = models.DateField()
    basis = models.CharField(max_length=300)
    confirmed_by_name = models.CharField(max_length=40)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("place", "value_key", "version_from", name="national_confirmation"),
        ]

    def __str__(self) -> str:
        return self.value_key
