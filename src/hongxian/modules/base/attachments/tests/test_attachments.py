"""What hangs on a row: who may add, see, withdraw, erase."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as django_settings

from hongxian.kernel.documents import store
from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.operations.archive import data_files
from hongxian.kernel.problem import AlreadyDone, Denied, NotVisible, Problem, Stale
from hongxian.modules.base.attachments.commands import Taken, erase_attachment, take_original, withdraw
from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.base.attachments.queries import attachments_of, similar, visible_attachments
from hongxian.modules.base.attachments.served import served
from hongxian.modules.base.attachments.tests.conftest import photographed
from hongxian.modules.base.attachments.uploads import Told, start

Hang = Callable[..., Any]


def test_hangs_a_photo_on_a_row_and_keeps_the_original(hang: Hang, cast: Any, firm: Any) -> None:
    place = Taken(longitude=Decimal("113.826100"), latitude=Decimal("34.022900"), accuracy=15)
    made = hang(taken=place)
    assert store.kept(made.sha256, "attachments") == photographed()
    assert [each.pk for each in attachments_of(cast["张慧"], "enterprise", str(firm.pk))] == [made.pk]
    named = Entry.objects.get(event="attachment.attach").subjects.values_list("kind", "key")
    assert set(named) == {("attachment", str(made.pk)), ("enterprise", str(firm.pk))}


def test_the_same_file_under_the_same_key_is_one(hang: Hang) -> None:
    key = new_key()
    hang(key=key)
    with pytest.raises(AlreadyDone):
        hang(key=key)
    with pytest.raises(Problem, match="已用于另一个附件"):
        hang(photographed(1), key=key)
    assert Attachment.objects.count() == 1


def test_whoever_sees_the_row_sees_it_and_nobody_else(hang: Hang, cast: Any, firm: Any) -> None:
    made = hang()
    for name, sees in [("张慧", True), ("陈刚", True), ("俞海波", False), ("刘洋", False), ("白雪", False)]:
        assert visible_attachments(cast[name]).filter(pk=made.pk).exists() is sees, name
        assert attachments_of(cast[name], "enterprise", str(firm.pk)).count() == int(sees), name


def test_only_whoever_may_change_the_row_adds_to_it(hang: Hang) -> None:
    for name in ("陈刚", "俞海波", "刘洋"):
        with pytest.raises(NotVisible):
            hang(who=name)
    with pytest.raises(NotVisible):
        hang(subject_kind="post")
    with pytest.raises(NotVisible):
        hang(subject_key="no key")
    with pytest.raises(Problem, match="企业不接收这类附件"):
        hang(kind="signature")
    assert not Attachment.objects.exists()
    assert not Entry.objects.filter(event="attachment.attach").exists()


@pytest.mark.parametrize(
    ("taken", "field"),
    [
        (Taken(longitude=Decimal(1)), "latitude"),
        (Taken(longitude=Decimal("180.000001"), latitude=Decimal(1)), "longitude"),
        (Taken(longitude=Decimal(1), latitude=Decimal(-91)), "latitude"),
        (Taken(accuracy=-1), "accuracy"),
    ],
)
def test_refuses_a_place_that_is_none(hang: Hang, taken: Taken, field: str) -> None:
    with pytest.raises(Problem) as refused:
        hang(taken=taken)
    assert refused.value.field == field


def test_a_row_takes_so_many_and_a_withdrawn_one_makes_room(hang: Hang, cast: Any, settings: Any) -> None:
    settings.ATTACHMENT_MOST = 2
    first = hang()
    hang(photographed(1))
    with pytest.raises(Problem, match="已达 2 个"):
        hang(photographed(2))
    withdraw(actor=cast["张慧"], attachment=first, reason="拍错了")
    hang(photographed(2))


def test_a_full_disk_is_told_and_nothing_is_kept(hang: Hang, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hongxian.kernel.documents.store.os.fsync", full)
    with pytest.raises(Problem, match="磁盘空间不足"):
        hang(photographed(77))
    folder = django_settings.DATA_DIR / "attachments"
    assert not Attachment.objects.exists()
    assert not list(folder.rglob("*.part"))


def test_withdraws_with_a_reason_once_and_keeps_it(hang: Hang, cast: Any) -> None:
    made = hang()
    with pytest.raises(Problem, match="理由"):
        withdraw(actor=cast["张慧"], attachment=made, reason=" ")
    with pytest.raises(NotVisible):
        withdraw(actor=cast["陈刚"], attachment=made, reason="看错")
    withdraw(actor=cast["张慧"], attachment=made, reason="拍错了企业")
    with pytest.raises(Stale):
        withdraw(actor=cast["张慧"], attachment=made, reason="再来")
    assert store.kept(made.sha256, "attachments")


def test_erases_the_bytes_with_the_last_that_has_them(hang: Hang, cast: Any) -> None:
    one, two = hang(photographed(3)), hang(photographed(3))
    with pytest.raises(Denied):
        erase_attachment(actor=cast["张慧"], attachment=one, reason="依申请删除")
    erase_attachment(actor=cast["陈刚"], attachment=one, reason="依申请删除")
    assert take_original(actor=cast["陈刚"], attachment=two, reason="核对") == photographed(3)
    erase_attachment(actor=cast["陈刚"], attachment=two, reason="依申请删除")
    with pytest.raises(Problem, match="不在了"):
        store.kept(two.sha256, "attachments")
    with pytest.raises(Problem, match="没有原件"):
        take_original(actor=cast["陈刚"], attachment=two, reason="核对")


def test_finds_near_duplicates_by_their_bands_among_what_is_visible(hang: Hang, cast: Any) -> None:
    one, again = hang(photographed(4)), hang(photographed(4, quality=45))
    hang(photographed(9))
    found = similar(cast["张慧"], one.perceptual_hash, 7)
    assert found[0][0].pk == one.pk
    assert {row.pk for row, _ in found} == {one.pk, again.pk}
    assert found[0][1] == 0
    assert similar(cast["俞海波"], one.perceptual_hash, 7) == []
    with pytest.raises(ValueError, match="12"):
        similar(cast["张慧"], one.perceptual_hash, 12)


@pytest.mark.parametrize("distance", [0, 3, 4, 7, 8, 11])
def test_misses_none_within_the_distance(hang: Hang, cast: Any, distance: int) -> None:
    one = hang()
    flipped = int(one.perceptual_hash, 16)
    for bit in range(distance):  # spread over the bands: the worst case
        flipped ^= 1 << (bit % 4 * 16 + bit // 4)
    assert [bits for _, bits in similar(cast["张慧"], f"{flipped:016x}", distance)] == [distance]
    if distance:
        assert similar(cast["张慧"], f"{flipped:016x}", distance - 1) == []


def test_a_backup_takes_the_originals_and_leaves_what_can_be_made_anew(hang: Hang, cast: Any) -> None:
    made = hang()
    served(made.sha256, made.media_type, "thumb")
    start(cast["张慧"], new_key(), Told("enterprise", made.subject_key, "photo", 9, "0" * 64))
    names = {name for name, _ in data_files(with_keys=False)}
    assert names == {f"attachments/{made.sha256[:2]}/{made.sha256}"}
