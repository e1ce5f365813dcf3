"""Minutes that are written while others note some, too."""

import msgspec

from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.backends.request_tracker.scripted_desk import TICKET, Desk, answer, event, push
from tests.backends.request_tracker.wishes import wish


def worked(minutes, last, **more):
    return answer(TICKET | {"TimeWorked": str(minutes)} | more, etag=f'"{last}"')


def noted(number, before, after, who="anna"):
    values = {"Field": "TimeWorked", "OldValue": str(before), "NewValue": str(after)}
    return event(number, "Set", **values, Creator={"id": who, "type": "user"})


def history(*events):
    return answer({"items": list(events)})


def sums(desk):
    return [msgspec.json.decode(one.body or b"")["TimeWorked"] for one in desk.writes()]


SPENT = wish("w", "ticket", Action.EDIT, "7", patch=Patch(incr={"minutes_spent": 15}))


def test_minutes_that_somebody_else_summed_up_to_the_same_number_are_noted_all_the_same():
    """RT writes nothing then: the ticket says the number, and there is no event of ours."""
    theirs, ours = noted(1195, 0, 15, "ben"), noted(1196, 15, 30)
    desk = Desk(
        **{
            "GET /ticket/7": [
                worked(0, 1194),
                worked(15, 1195),
                worked(15, 1195),
                worked(30, 1196),
            ],
            "GET /transactions": [history(theirs), history(theirs, ours)],
            "PUT /ticket/7": [answer([]), answer(["ok"])],
        }
    )
    (verdict,) = push(desk, SPENT)
    assert (verdict.kind, sums(desk)) == (VerdictKind.APPLIED, [15, 30])


def test_minutes_are_put_back_only_when_every_event_is_told():
    theirs, ours = noted(1195, 0, 7, "ben"), noted(1196, 0, 15)
    late, repair = noted(1197, 15, 18, "carl"), noted(1198, 18, 25)
    told = [history(theirs, ours)] * 3
    desk = Desk(
        **{
            "GET /ticket/7": [
                worked(0, 1194),
                worked(18, 1196),
                worked(18, 1197),
                worked(25, 1198),
            ],
            "GET /transactions": [
                *told,
                history(theirs, ours, late),
                history(theirs, ours, late, repair),
            ],
            "PUT /ticket/7": [answer(["ok"])],
        }
    )
    (verdict,) = push(desk, SPENT)
    assert (verdict.kind, sums(desk)) == (VerdictKind.APPLIED, [15, 25])


def test_a_ticket_merged_while_minutes_are_put_back_does_not_get_them_once_more():
    told = history(noted(1195, 0, 7, "ben"), noted(1196, 0, 15))
    desk = Desk(
        **{
            "GET /ticket/7": [worked(0, 1194), worked(15, 1196), worked(15, 1300, id="9")],
            "GET /transactions": [told],
            "PUT /ticket/7": [answer(["ok"]), answer({"message": "Precondition Failed"}, 412)],
        }
    )
    (verdict,) = push(desk, SPENT)
    assert (verdict.kind, sums(desk)) == (VerdictKind.APPLIED, [15, 22])


def test_the_same_sum_is_no_refusal_though_others_noted_more_meanwhile():
    theirs, more, ours = noted(1195, 0, 15, "ben"), noted(1196, 15, 40, "carl"), noted(1197, 40, 55)
    tickets = [worked(0, 1194), worked(40, 1196), worked(40, 1196), worked(55, 1197)]
    desk = Desk(
        **{
            "GET /ticket/7": tickets,
            "GET /transactions": [history(theirs, more), history(theirs, more, ours)],
            "PUT /ticket/7": [answer([]), answer(["ok"])],
        }
    )
    (verdict,) = push(desk, SPENT)
    assert (verdict.kind, sums(desk)) == (VerdictKind.APPLIED, [15, 55])


def test_minutes_of_which_no_event_is_told_keep_nobody_from_putting_back_the_others():
    """As of a message that we may not read: what it took is there, it is not."""
    lost = history(noted(1195, 0, 7, "ben"), noted(1196, 0, 15))
    desk = Desk(
        **{
            "GET /ticket/7": [worked(0, 1194), worked(20, 1197)],
            "GET /transactions": [lost],
            "PUT /ticket/7": [answer(["ok"])],
        }
    )
    (verdict,) = push(desk, SPENT)
    assert (verdict.kind, sums(desk)) == (VerdictKind.APPLIED, [15, 27])


def test_a_ticket_that_is_hidden_while_minutes_are_put_back_is_no_error():
    told = history(noted(1195, 0, 7, "ben"), noted(1196, 0, 15))
    desk = Desk(
        **{
            "GET /ticket/7": [worked(0, 1194), worked(15, 1196), answer({"message": "No"}, 403)],
            "GET /transactions": [told, told, history()],
            "PUT /ticket/7": [answer(["ok"]), answer({"message": "No"}, 403)],
        }
    )
    (verdict,) = push(desk, SPENT)
    assert (verdict.kind, sums(desk)) == (VerdictKind.APPLIED, [15, 22])
