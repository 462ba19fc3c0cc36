"""How edits meet: the table of sync.md 3, one test per row."""

from __future__ import annotations

import pytest

from notebook.changes import history
from notebook.changes.ids import derived_id
from notebook.sentences import say
from tests.changes.conftest import ADA, PHONE, put, sync
from tests.changes.replicas import Replica
from tests.changes.standing import conflicts


def ada(replica: Replica) -> dict[str, object] | None:
    return replica.shown().get(("contact", ADA))


def field(replica: Replica, name: str) -> object:
    shown = ada(replica)
    assert shown is not None, "Ada is not shown"
    return shown[name]


def delete(replica: Replica, table: str = "contact", row: bytes = ADA) -> None:
    with replica.journal.change(say("Delete")) as draft:
        draft.delete(table, row)


def test_different_fields_both_stay(anna: Replica, bob: Replica) -> None:
    put(anna, given="Augusta")
    put(bob, ideal_days=14)
    sync(anna, bob)
    for one in (anna, bob):
        assert (field(one, "given"), field(one, "ideal_days")) == ("Augusta", 14)
        assert not conflicts(one.journal, "contact", ADA)


@pytest.mark.parametrize("days", [-365, 0, 365])
def test_who_saw_the_other_wins_whatever_the_clocks(days: int, anna: Replica, bob: Replica) -> None:
    anna.later(days=days)
    put(anna, given="first")
    sync(anna, bob)
    put(bob, given="second")
    sync(anna, bob)
    put(anna, given="third")
    assert field(anna, "given") == "third"
    sync(anna, bob)
    assert field(bob, "given") == "third"
    assert not conflicts(bob.journal, "contact", ADA)


def test_unseen_edits_of_one_field_stand_side_by_side_until_somebody_chooses(anna: Replica, bob: Replica) -> None:
    put(anna, given="Anna's")
    bob.later(minutes=5)
    put(bob, given="Bob's")
    sync(anna, bob)
    for one in (anna, bob):
        assert field(one, "given") == "Bob's"
        listed = conflicts(one.journal, "contact", ADA)["given"]
        assert [(head.value, head.device.strip()) for head in listed] == [("Bob's", b"bob"), ("Anna's", b"anna")]
    put(anna, given="Bob's")  # choosing what is shown is a choice
    sync(anna, bob)
    for one in (anna, bob):
        assert field(one, "given") == "Bob's"
        assert not conflicts(one.journal, "contact", ADA)


def test_the_same_value_twice_is_no_conflict(anna: Replica, bob: Replica) -> None:
    put(anna, given="same")
    put(bob, given="same")
    sync(anna, bob)
    assert not conflicts(anna.journal, "contact", ADA)


def test_a_conflict_and_its_end_are_announced(anna: Replica, bob: Replica) -> None:
    """The shown value stays; the badge beside it comes and goes."""
    anna.later(minutes=5)
    put(anna, given="Anna's")
    put(bob, given="Bob's")
    anna.events.clear()
    sync(anna, bob)
    assert "given" in anna.events[-1].rows("contact")[ADA]
    put(anna, given="Anna's")
    assert "given" in anna.events[-1].rows("contact")[ADA]


def test_a_form_that_was_open_does_not_overwrite(anna: Replica, bob: Replica) -> None:
    form = bob.journal.seen("contact", ADA, ["given"])
    put(anna, given="meanwhile")
    sync(anna, bob)
    with bob.journal.change(say("Save")) as draft:
        draft.set("contact", ADA, {"given": "typed"}, seen=form)
    values = {head.value for head in conflicts(bob.journal, "contact", ADA)["given"]}
    assert values == {"meanwhile", "typed"}


def test_an_unseen_edit_keeps_a_deleted_record(anna: Replica, bob: Replica) -> None:
    delete(bob)
    put(anna, given="edited")
    sync(anna, bob)
    assert field(anna, "given") == field(bob, "given") == "edited"
    delete(anna)
    sync(anna, bob)
    assert ada(anna) is ada(bob) is None


def test_an_unseen_new_child_keeps_a_deleted_record(anna: Replica, bob: Replica) -> None:
    delete(bob)
    with anna.journal.change(say("Add phone")) as draft:
        draft.insert("detail", PHONE, {"contact": ADA, "value": "1"})
    sync(anna, bob)
    assert ada(bob) is not None


def test_a_seen_edit_does_not_keep_it(anna: Replica, bob: Replica) -> None:
    put(anna, given="seen")
    sync(anna, bob)
    delete(bob)
    sync(anna, bob)
    assert ada(anna) is None


def test_both_delete_and_one_restores(anna: Replica, bob: Replica) -> None:
    delete(anna)
    delete(bob)
    sync(anna, bob)
    assert ada(anna) is ada(bob) is None
    with anna.journal.change(say("Restore")) as draft:
        draft.restore("contact", ADA)
    sync(anna, bob)
    assert field(bob, "given") == "Ada"


def test_the_same_tag_twice_is_one_row_by_both(anna: Replica, bob: Replica) -> None:
    tag = derived_id(ADA, "friend")
    for one in (anna, bob):
        with one.journal.change(say("Label")) as draft:
            draft.insert("label", tag, {"contact": ADA, "name": "friend"})
    sync(anna, bob)
    for one in (anna, bob):
        assert [key for key in one.shown() if key[0] == "label"] == [("label", tag)]
        heads = history.heads(one.journal, "label", tag, "name")
        assert {head.device.strip() for head in heads} == {b"anna", b"bob"}
        assert not conflicts(one.journal, "label", tag)


def test_the_same_tag_again_here_comes_back_to_life(anna: Replica) -> None:
    tag = derived_id(ADA, "friend")
    for name in ("friend", "Friend"):
        with anna.journal.change(say("Label")) as draft:
            draft.insert("label", tag, {"contact": ADA, "name": name})
        assert anna.shown()["label", tag]["name"] == name
        delete(anna, "label", tag)
        assert ("label", tag) not in anna.shown()


def test_undo_leaves_alone_what_somebody_else_wrote_since(anna: Replica, bob: Replica) -> None:
    put(anna, given="Anna's", ideal_days=7)
    sync(anna, bob)
    put(bob, given="Bob's")
    sync(anna, bob)
    anna.undo.undo()
    assert (field(anna, "given"), field(anna, "ideal_days")) == ("Bob's", None)


def test_undo_of_making_keeps_a_record_that_somebody_edited(anna: Replica, bob: Replica) -> None:
    put(bob, given="Bob's")
    sync(anna, bob)
    anna.undo.undo()
    assert field(anna, "given") == "Bob's"


def test_undo_all_the_way_back_keeps_a_colleagues_unseen_edit(anna: Replica, bob: Replica) -> None:
    put(anna, given="Anna's")
    bob.later(minutes=-5)
    put(bob, given="Bob's")
    sync(anna, bob)
    anna.undo.undo()
    assert field(anna, "given") == "Bob's"
    anna.undo.undo()
    assert field(anna, "given") == "Bob's"


def test_an_offer_of_an_import_is_listed_and_not_shown(anna: Replica) -> None:
    with anna.journal.change(say("Import"), source="import:people.vcf") as draft:
        draft.offer("contact", ADA, {"given": "From a file"}, {})
    assert field(anna, "given") == "Ada"
    shown, offered = conflicts(anna.journal, "contact", ADA)["given"]
    assert (shown.value, shown.imported, offered.value, offered.imported) == ("Ada", False, "From a file", True)
    with anna.journal.change(say("Import"), source="import:people.vcf") as draft:
        draft.offer("contact", ADA, {"given": "A newer file"}, {"given": [offered.cid]})
    listed = conflicts(anna.journal, "contact", ADA)["given"]
    assert [head.value for head in listed] == ["Ada", "A newer file"]
    assert history.written_by_import(anna.journal, "contact", ADA, "given") == ["A newer file", "From a file"]


def test_an_offer_where_nothing_stands_is_set(anna: Replica) -> None:
    with anna.journal.change(say("Import"), source="import:people.vcf") as draft:
        draft.offer("contact", ADA, {"ideal_days": 30}, {})
    assert field(anna, "ideal_days") == 30


def test_undo_of_a_form_opened_long_ago_and_saved_after_a_deletion_deletes_again(anna: Replica, bob: Replica) -> None:
    """What the form saw was replaced by both before the deletion: it stood no more, and does not keep the row alive."""
    put(bob, given="first", ideal_days=2)
    sync(anna, bob)
    form = anna.journal.seen("contact", ADA, ["given"])
    put(anna, ideal_days=7)
    with bob.journal.change(say("Save")) as draft:
        draft.set("contact", ADA, {"given": "Bob's"}, seen=form)
    sync(anna, bob)
    delete(anna)
    assert ada(anna) is None
    anna.later(minutes=5)
    with anna.journal.change(say("Save")) as draft:
        draft.set("contact", ADA, {"given": "typed"}, seen=form)
    assert field(anna, "given") == "typed", "nothing that was typed is lost"
    anna.undo.undo()
    assert ada(anna) is None
    anna.undo.redo()
    assert field(anna, "given") == "typed"
    anna.undo.undo()
    anna.undo.undo()
    assert field(anna, "given") == "Bob's"


def add_number(replica: Replica) -> None:
    with replica.journal.change(say("Add a phone number")) as draft:
        draft.insert("detail", PHONE, {"contact": ADA, "kind": "tel", "value": "1"})


def save_old_form(replica: Replica) -> None:
    """One that showed the name before it was given."""
    with replica.journal.change(say("Save")) as draft:
        draft.set("contact", ADA, {"given": "typed"}, seen={"given": []})


def import_number(replica: Replica, value: str) -> None:
    with replica.journal.change(say("Import"), source="import:people.vcf") as draft:
        draft.offer("detail", PHONE, {"value": value}, {})


def test_undo_of_a_form_saved_after_a_deletion_deletes_again_also_when_an_import_was_undone_before(
    anna: Replica,
) -> None:
    """The undone import touched the contact for its number's sake: that is no life of its own."""
    put(anna, ideal_days=7)
    add_number(anna)
    delete(anna)
    save_old_form(anna)
    import_number(anna, "2")
    anna.undo.undo()
    assert field(anna, "given") == "typed"
    anna.undo.undo()
    assert ada(anna) is None
    anna.undo.redo()
    assert field(anna, "given") == "typed"
    anna.undo.undo()
    anna.undo.undo()
    assert field(anna, "ideal_days") == 7


def test_a_contact_brought_back_stays_when_a_form_that_was_saved_later_is_undone(anna: Replica) -> None:
    """Whatever else was undone meanwhile: it was alive without the form."""
    add_number(anna)
    delete(anna)
    anna.undo.undo()  # brought back
    save_old_form(anna)
    import_number(anna, "2")
    anna.undo.undo()
    anna.undo.undo()
    assert field(anna, "given") != "typed"


def test_undo_of_a_form_saved_after_a_deletion_deletes_again_also_when_another_deletion_was_undone_before(
    anna: Replica,
) -> None:
    """Bringing it back put back what the form had given it, and no more."""
    delete(anna)
    save_old_form(anna)
    delete(anna)
    anna.undo.undo()
    assert field(anna, "given") == "typed"
    anna.undo.undo()
    assert ada(anna) is None
    anna.undo.undo()
    assert field(anna, "given") == "Ada"
