"""What about self-reports somebody should look at: the same words or nearly, the same photo, a pace nobody can keep,
never anything found. Each is told with its reasons; it proves nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.search.likeness import near_pairs, normalised, shared_words
from hongxian.modules.base.attachments.queries import similar, visible_attachments
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers, visible_reports
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import ReturnSetting

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

MOST_PHOTOS = 2000
"""So many photos of a place and time are compared at most, the newest."""
_SHOWN = 20


@dataclass(frozen=True)
class Clue:
    """A hint about an enterprise, by key; `mark` makes the same one the same again."""

    kind: str
    enterprise: Any
    mark: str
    clues: list[str] = field(default_factory=list)
    danger_keys: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the hint is known by, among those about the enterprise."""
        return hashlib.sha256(f"{self.kind}|{self.mark}".encode()).hexdigest()


def clues(
    actor: Actor, place: Place, since: date, until: date, setting: ReturnSetting, permission: str
) -> Iterator[Clue]:
    """Every clue about what enterprises of the place reported themselves in these days, of the kinds that are set."""
    at = path_range("place_path", place.path)
    own = visible_hidden_dangers(actor, permission).filter(
        at, origin="enterprise_self_check", enterprise__isnull=False, is_taken_over=False
    )
    own = own.filter(found_on__gte=since, found_on__lte=until, withdrawn_at__isnull=True)
    told: list[Any] = list(
        own.order_by("pk").values("pk", "enterprise_id", "description", "recorded_at", "recorded_by")
    )
    reports = visible_reports(actor, permission).filter(at, kind="self_report", reported_on__lte=until)
    if setting.wording_length:
        yield from same_wording(told, setting.wording_length)
        if setting.wording_alike:
            yield from near_wording(told, setting.wording_length, setting.wording_alike / 100)
    if setting.pace_count and setting.pace_minutes:
        yield from impossible_pace(told, setting.pace_count, setting.pace_minutes)
    if setting.nothing_found_times:
        yield from nothing_found(reports, since, setting.nothing_found_times)
    if setting.photo_distance is not None:
        yield from same_photo(actor, own, setting.photo_distance)


def same_wording(told: Iterable[dict[str, Any]], least: int) -> Iterator[Clue]:
    """Texts of at least so many characters that several enterprises entered alike."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in told:
        if len(words := normalised(each["description"])) >= least:
            groups[words].append(each)
    for words, group in groups.items():
        enterprises = {each["enterprise_id"] for each in group}
        if len(enterprises) < 2:
            continue
        for enterprise in sorted(enterprises, key=str):
            mine = [each for each in group if each["enterprise_id"] == enterprise]
            sentence = text.SAME_WORDING.format(
                words=mine[0]["description"][:80], firms=len(enterprises) - 1, number=len(group)
            )
            keys = [str(each["pk"]) for each in [*mine, *(e for e in group if e["enterprise_id"] != enterprise)]]
            yield Clue("same_wording", enterprise, words, [sentence], keys[:_SHOWN])


def near_wording(told: Iterable[dict[str, Any]], least: int, alike: float) -> Iterator[Clue]:
    """Texts of at least so many characters that are not the same, but this much alike (0–1) to what other enterprises
    entered; each text of an enterprise once, with the nearest."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in told:
        if len(words := normalised(each["description"])) >= least:
            groups[words].append(each)
    texts = list(groups)
    beside: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one, other, found in near_pairs(texts, alike):
        beside[texts[one]].append((found, texts[other]))
        beside[texts[other]].append((found, texts[one]))
    for words, near in beside.items():
        near.sort(key=lambda each: (-each[0], each[1]))
        for enterprise in sorted({each["enterprise_id"] for each in groups[words]}, key=str):
            mine = [each for each in groups[words] if each["enterprise_id"] == enterprise]
            others = [
                (found, each) for found, text_ in near for each in groups[text_] if each["enterprise_id"] != enterprise
            ]
            if others:
                yield _near(words, mine, others)


def _near(words: str, mine: list[dict[str, Any]], others: list[tuple[float, dict[str, Any]]]) -> Clue:
    nearest, other = others[0]
    sentence = text.NEAR_WORDING.format(
        words=mine[0]["description"][:80],
        firms=len({each["enterprise_id"] for _, each in others}),
        percent=int(nearest * 100),
        other=other["description"][:80],
        shared=text.LISTED.join(shared_words(mine[0]["description"], other["description"])),
    )
    keys = [str(each["pk"]) for each in [*mine, *(each for _, each in others)]]
    return Clue("near_wording", mine[0]["enterprise_id"], words, [sentence], keys[:_SHOWN])


def impossible_pace(told: Iterable[dict[str, Any]], count: int, minutes: int) -> Iterator[Clue]:
    """So many entries by one person for one enterprise within so many minutes, once a day."""
    groups: dict[tuple[Any, str, date], list[dict[str, Any]]] = defaultdict(list)
    for each in told:
        day = each["recorded_at"].astimezone(LOCAL).date()
        groups[each["enterprise_id"], each["recorded_by"], day].append(each)
    for (enterprise, person, day), group in groups.items():
        group.sort(key=lambda each: each["recorded_at"])
        for first, last in zip(group, group[count - 1 :], strict=False):
            if last["recorded_at"] - first["recorded_at"] <= timedelta(minutes=minutes):
                sentence = text.IMPOSSIBLE_PACE.format(day=day, count=count, minutes=minutes)
                keys = [str(each["pk"]) for each in group]
                yield Clue("impossible_pace", enterprise, f"{person}|{day}", [sentence], keys[:_SHOWN])
                break


def nothing_found(reports: Any, since: date, times: int) -> Iterator[Clue]:
    """The last so many self-reports all found nothing, while others of the industry found something since then."""
    last: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    found: dict[str, set[Any]] = defaultdict(set)
    told: dict[str, set[Any]] = defaultdict(set)
    rows = reports.order_by("-reported_on", "-pk")
    for each in rows.values("enterprise_id", "enterprise__sector", "report_form", "reported_on").iterator():
        if len(last[each["enterprise_id"]]) < times:
            last[each["enterprise_id"]].append(each)
        if each["reported_on"] >= since:
            told[each["enterprise__sector"]].add(each["enterprise_id"])
            if each["report_form"] != "none_found":
                found[each["enterprise__sector"]].add(each["enterprise_id"])
    for enterprise, mine in last.items():
        sector = mine[0]["enterprise__sector"]
        peers = told[sector] - {enterprise}
        late = mine[0]["reported_on"]
        if len(mine) < times or late < since or not found[sector] - {enterprise}:
            continue
        if all(each["report_form"] == "none_found" for each in mine):
            sentence = text.NOTHING_FOUND.format(
                times=times,
                since=mine[-1]["reported_on"],
                until=late,
                peers=len(peers),
                found=len(found[sector] - {enterprise}),
            )
            yield Clue("nothing_found", enterprise, str(late), [sentence])


def same_photo(actor: Actor, own: Any, distance: int) -> Iterator[Clue]:
    """Photos of these dangers that look like a photo of another danger."""
    enterprises = {str(key): enterprise for key, enterprise in own.values_list("pk", "enterprise_id")}
    photos = visible_attachments(actor).filter(subject_kind="hidden_danger", kind="photo", subject_key__in=enterprises)
    photos = photos.filter(withdrawn_at=None, erased_at=None).exclude(perceptual_hash="")
    for photo in photos.order_by("-pk")[:MOST_PHOTOS]:
        others = [
            (other, bits)
            for other, bits in similar(actor, photo.perceptual_hash, distance)
            if other.subject_kind == "hidden_danger" and other.subject_key != photo.subject_key
        ]
        if others:
            bits = others[0][1]
            sentence = text.SAME_PHOTO.format(
                day=photo.attached_at.astimezone(LOCAL).date(), bits=bits, number=len(others)
            )
            keys = [photo.subject_key, *dict.fromkeys(each.subject_key for each, _ in others)]
            yield Clue("same_photo", enterprises[photo.subject_key], photo.perceptual_hash, [sentence], keys[:_SHOWN])
