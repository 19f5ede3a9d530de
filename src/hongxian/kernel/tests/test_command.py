"""The one way to write: permission, scope, one transaction, no silence, no repetition."""

import pytest

from hongxian.kernel.actor import NOBODY, Actor
from hongxian.kernel.command import SilentWrite, _commands, command, commands
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import AlreadyDone, Denied, NotVisible
from hongxian.modules.base.parties.commands import create_post, register_person, rename_party
from hongxian.modules.base.parties.models import Person, Post
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World


@command("person.whisper")
def whisper(*, actor: Actor, name: str) -> Person:
    """Writes a row and tells nobody."""
    return Person.objects.create(name=name)


@command("person.shout_twice")
def shout_twice(*, actor: Actor, name: str) -> Person:
    """Writes a row, then fails."""
    record(Person.objects.create(name=name))
    raise RuntimeError("afterwards")


# Commands of this file only: the register of the product does not know them.
for name in ("person.whisper", "person.shout_twice"):
    _commands.pop(name)


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongxian.kernel.command.term", lambda key: key)


def allowed(world: World, name: str) -> Actor:
    grants = dict(world.root.grants) | {name: world.root.scopes("person.register")}
    return Actor(kind=world.root.kind, key="tester", name="tester", grants=grants)


def test_a_write_without_ledger_entry_is_rolled_back(world: World) -> None:
    with pytest.raises(SilentWrite):
        whisper(actor=allowed(world, "person.whisper"), name="无痕")
    assert not Person.objects.filter(name="无痕").exists()


def test_what_fails_halfway_leaves_neither_row_nor_entry(world: World) -> None:
    before = Entry.objects.count()
    with pytest.raises(RuntimeError):
        shout_twice(actor=allowed(world, "person.shout_twice"), name="半途")
    assert not Person.objects.filter(name="半途").exists()
    assert Entry.objects.count() == before


def test_without_permission_or_login_it_is_denied(cast: Cast) -> None:
    for actor in (cast["刘洋"], NOBODY):
        with pytest.raises(Denied):
            register_person(actor=actor, name="张三")


def test_an_object_out_of_scope_does_not_exist(cast: Cast, world: World) -> None:
    grants = {"post.create": cast["赵磊"].scopes("party.view")}
    stranger = Actor(kind=world.root.kind, key="x", name="x", grants=grants)
    create_post(actor=stranger, party=world.parties["禹州市政府"], kind="staff", name="科员")
    with pytest.raises(NotVisible):
        create_post(actor=stranger, party=world.parties["市政府"], kind="staff", name="科员")


def test_the_same_request_is_carried_out_once(world: World) -> None:
    actor = world.root.within("request-0001")
    person = register_person(actor=actor, name="李四")
    with pytest.raises(AlreadyDone) as refusal:
        register_person(actor=actor, name="李四")
    assert (refusal.value.subject_kind, refusal.value.subject_key) == ("person", str(person.pk))
    assert Person.objects.filter(name="李四").count() == 1


def test_positional_arguments_and_strangers_are_programming_errors(world: World) -> None:
    with pytest.raises(TypeError):
        register_person(world.root, name="王五")  # type: ignore[misc]
    with pytest.raises(TypeError):
        register_person(actor=None, name="王五")  # type: ignore[arg-type]


def test_every_command_is_registered_once_under_its_name(world: World) -> None:
    assert commands()["party.rename"] is rename_party
    with pytest.raises(RuntimeError, match=r"party\.rename"):
        command("party.rename")(whisper.__wrapped__)  # type: ignore[attr-defined]


def test_the_ledger_says_who_and_in_which_post(cast: Cast, world: World) -> None:
    actor = cast["张慧"]
    post = create_post(actor=actor, party=world.parties["市安委办"], kind="staff", name="督导员")
    entry = Entry.objects.get(event="post.create", subject_key=str(post.pk))
    assert (entry.actor_key, entry.actor_post) == (actor.key, actor.post)
    assert entry.payload.content["actor_name"] == "张慧"
    assert Post.objects.get(name="督导员").pk == post.pk
