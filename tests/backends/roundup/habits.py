"""Habits of Roundup that the adapter reckons with: the one in memory must have them too."""

from typing import Any
from urllib.parse import quote

import httpx

from tests.backends.roundup.contract_desk import PRIVATE_QUEUE, QUEUE, RoundupDesk, put

ABSENT = "999999"
STALE = "If-Match is missing or does not match. Retrieve asset and retry modification if valid."


def created(desk: RoundupDesk, title: str, **more: Any) -> str:
    wish = {"title": title, "queue": QUEUE, "priority": "3", **more}
    return str(desk.ask("lena", "POST", "/data/issue", wish)[1]["id"])


def seen(desk: RoundupDesk, issue: str, login: str = "anna") -> dict[str, Any]:
    """What an issue has, links as numbers."""
    path = f"/data/issue/{issue}?@verbose=0&@protected=true"
    told = desk.ask(login, "GET", path)[1]
    return {**told["attributes"], "@etag": told["@etag"]}


def listed(desk: RoundupDesk, query: str, login: str = "anna") -> list[str]:
    told = desk.ask(login, "GET", f"/data/issue?{query}&@verbose=0")[1]
    return [str(one["id"]) for one in told["collection"]]


def token(desk: RoundupDesk, klass: str = "issue", login: str = "anna") -> str:
    told = desk.ask(login, "POST", f"/data/{klass}/@poe", {"lifetime": "3600"})[1]
    return str(told["link"].rpartition("/")[2])


def written(desk: RoundupDesk, text: str, **more: Any) -> str:
    """Make a message that belongs to no issue yet."""
    wish = {"author": "3", "date": ".", "content": text, **more}
    return str(desk.ask("anna", "POST", "/data/msg", wish)[1]["id"])


def given(desk: RoundupDesk, issue: str, message: str, login: str = "anna") -> tuple[int, Any]:
    """Give a message to an issue."""
    condition = seen(desk, issue, login)["@etag"]
    body = {"@op": "add", "messages": message}
    return desk.ask(login, "PATCH", f"/data/issue/{issue}", body, if_match=condition)


class RoundupHabits:
    """Asked past the adapter. ``desk`` is a fixture of the subclass's module."""

    def test_a_superseder_may_be_any_issue_and_hears_nothing_of_it(self, desk):
        one, other = created(desk, "One"), created(desk, "Other")
        before = seen(desk, other)
        assert put(desk, one, superseder=f"+{other}")[0] == 200
        assert seen(desk, one)["superseder"] == [other]
        assert seen(desk, other) == before
        assert listed(desk, f"superseder={other}") == [one]
        # Also itself, in a circle, and one that is not seen.
        assert put(desk, one, superseder=f"+{one},+{desk.secret}")[0] == 200
        assert set(seen(desk, one)["superseder"]) == {one, other, desk.secret}
        assert put(desk, other, superseder=f"+{one}")[0] == 200
        assert put(desk, one, superseder="+999999") == (409, "issue has no node 999999")

    def test_a_change_demands_the_condition_that_holds(self, desk):
        issue = created(desk, "Conditional")
        before = seen(desk, issue)["@etag"]
        path = f"/data/issue/{issue}"
        assert desk.ask("anna", "PUT", path, {"title": "x"}) == (412, STALE)
        assert desk.ask("anna", "PUT", path, {"title": "x"}, if_match=before)[0] == 200
        assert desk.ask("anna", "PUT", path, {"title": "y"}, if_match=before) == (412, STALE)
        assert seen(desk, issue)["title"] == "x"

    def test_what_makes_an_item_once_is_used_up_before_the_rest_is_looked_at(self, desk):
        name = token(desk)
        path = f"/data/issue/@poe/{name}"
        assert desk.ask("anna", "POST", path, {}) == (400, "No properties found.")
        used = f"POE token '{name}' not valid."
        assert desk.ask("anna", "POST", path, {"title": "x"}) == (400, used)
        refused = token(desk)
        wish = {"title": "x", "queue": "99"}
        answer = desk.ask("anna", "POST", f"/data/issue/@poe/{refused}", wish)
        assert answer == (409, "queue has no node 99")
        answer = desk.ask("anna", "POST", f"/data/issue/@poe/{refused}", {"title": "x"})
        assert answer[0] == 400

    def test_what_makes_an_item_once_is_for_one_class_and_one_person(self, desk):
        name = token(desk, "msg")
        status, said = desk.ask("anna", "POST", f"/data/issue/@poe/{name}", {"title": "x"})
        assert status == 400
        assert said.endswith("not valid for issue, was generated for class msg")
        name = token(desk)
        assert desk.ask("lena", "POST", f"/data/issue/@poe/{name}", {"title": "x"})[0] == 400
        assert desk.ask("anna", "POST", f"/data/issue/@poe/{name}", {"title": "x"})[0] == 400
        assert desk.ask("anna", "POST", "/data/issue/@poe", {"lifetime": "3601"})[0] == 400

    def test_what_is_not_there_and_what_is_hidden_are_refused_in_several_ways(self, desk):
        asked: dict[tuple[str, str], tuple[Any, int, str]] = {
            ("GET", f"/data/issue/{ABSENT}"): (None, 404, f"no such issue {ABSENT}"),
            ("GET", "/data/nothing/1"): (None, 404, "Class nothing not found"),
            ("GET", f"/data/issue/{desk.secret}"): (
                *(None, 403),
                f"Permission to view issue{desk.secret} denied",
            ),
            ("PUT", f"/data/issue/{ABSENT}"): ({"title": "x"}, 404, f"no such issue {ABSENT}"),
            ("PUT", f"/data/issue/{desk.secret}"): (
                *({"title": "x"}, 403),
                f"Permission to edit title of issue{desk.secret} denied",
            ),
            ("PATCH", f"/data/issue/{desk.secret}"): ({"messages": "1"}, 412, STALE),
            ("POST", "/data/queue"): ({"name": "x"}, 403, "Permission to create queue denied"),
        }
        told = {one: desk.ask("anna", *one, body) for one, (body, _, _) in asked.items()}
        assert told == {one: (status, said) for one, (_, status, said) in asked.items()}
        assert listed(desk, f"id={desk.secret}&id={ABSENT}") == []

    def test_what_is_no_value_is_refused_in_words(self, desk):
        issue = created(desk, "Refused")
        wrong = {
            "status": ("99", 409, "status has no node 99"),
            "nosy": ("+999", 409, "user has no node 999"),
            "keyword": ("nix", 400, "property keyword: 'nix' is not a keyword."),
            "weight": ("heavy", 400, "property weight: 'heavy' is not a number"),
            "seats": ("x", 400, "property seats: 'x' is not an integer"),
            "nothing": ("x", 400, "Property nothing not found in class issue"),
        }
        for name, (value, status, said) in wrong.items():
            assert put(desk, issue, **{name: value}) == (status, said)
        for name in ("effort", "visit"):
            status, said = put(desk, issue, **{name: "soon"})
            assert (status, said[: len(name) + 18]) == (400, f"property {name}: 'soon' ")

    def test_what_is_empty_is_none_and_what_is_so_already_is_left_out(self, desk):
        issue = created(desk, "Emptied", seats="4", clientid="x")
        told = put(desk, issue, seats="0", insured="no", clientid="")[1]["attribute"]
        assert told == {"seats": 0, "insured": False, "clientid": None}
        assert put(desk, issue, seats=0, insured=False)[1]["attribute"] == {}
        before = seen(desk, issue)
        assert (before["seats"], before["insured"]) == (0, 0)
        assert put(desk, issue, seats="0", nosy="-7")[1]["attribute"] == {}
        assert seen(desk, issue) == before
        assert put(desk, issue, seats=None) == (400, "No properties found.")
        assert put(desk, issue, seats="")[1]["attribute"] == {"seats": None}

    def test_members_are_told_apart_by_how_they_are_written(self, desk):
        issue = created(desk, "Members", nosy=["3", "5"])
        assert put(desk, issue, nosy="+4,-3")[1]["attribute"] == {"nosy": ["4", "5"]}
        assert put(desk, issue, nosy="6,3")[1]["attribute"] == {"nosy": ["3", "6"]}

    def test_who_gets_an_issue_watches_it(self, desk):
        issue = created(desk, "Given", assignedto="5")
        assert seen(desk, issue)["nosy"] == ["5"]
        told = put(desk, issue, assignedto="3")[1]["attribute"]
        assert (told["assignedto"], sorted(told["nosy"])) == ("3", ["3", "5"])

    def test_a_message_is_seen_by_its_maker_until_an_issue_has_it_and_begins_a_talk(self, desk):
        issue, message = created(desk, "Talk", nosy=["5"]), written(desk, "Hello.")
        path = f"/data/msg/{message}?@verbose=0"
        assert [desk.ask(one, "GET", path)[0] for one in ("anna", "lena")] == [200, 403]
        assert seen(desk, issue)["status"] == "1"
        status, told = given(desk, issue, message)
        assert (status, told["attribute"]) == (200, {"messages": [message], "status": "3"})
        told = desk.ask("lena", "GET", path)[1]["attributes"]
        assert told["recipients"] == ["5"]
        assert listed(desk, f"messages={message}") == [issue]
        put(desk, issue, status="5")
        given(desk, issue, written(desk, "And more."))
        assert seen(desk, issue)["status"] == "5"

    def test_a_message_loses_the_blanks_around_it_and_must_not_be_empty(self, desk):
        message = written(desk, "  x\r\ny \n")
        told = desk.ask("anna", "GET", f"/data/msg/{message}?@verbose=3")[1]["attributes"]
        assert told["content"] == "x\r\ny"
        wish = {"author": "3", "date": "."}
        assert desk.ask("anna", "POST", "/data/msg", {**wish, "content": ""})[0] == 409
        said = "Must provide the 'content' property."
        assert desk.ask("anna", "POST", "/data/msg", wish) == (400, said)

    def test_a_keyword_cannot_be_made_twice(self, desk):
        desk.ask("anna", "POST", "/data/keyword", {"name": "twice"})
        answer = desk.ask("lena", "POST", "/data/keyword", {"name": "twice"})
        assert answer == (409, 'node with key "twice" exists')

    def test_only_some_may_retire_and_what_is_hidden_leaves_lists_like_what_is_retired(self, desk):
        issue = created(desk, "Hidden")
        condition = seen(desk, issue)["@etag"]
        answer = desk.ask("anna", "DELETE", f"/data/issue/{issue}", if_match=condition)
        assert answer == (403, f"Permission to retire issue {issue} denied")
        put(desk, issue, queue=PRIVATE_QUEUE)
        assert listed(desk, f"id={issue}") == []
        assert desk.ask("lena", "GET", f"/data/issue/{issue}")[0] == 403

    def test_lists_are_by_number_and_say_how_many_there_are(self, desk):
        some = [created(desk, "Exactly once «ё»") for _ in range(3)]
        created(desk, "Exactly once «ё» and more")
        query = f"title:={quote('Exactly once «ё»')}"
        assert listed(desk, query) == some
        assert listed(desk, f"{query}&@sort=-id") == some[::-1]
        told = desk.ask("anna", "GET", f"/data/issue?{query}&@page_size=2&@verbose=0")[1]
        assert ([one["id"] for one in told["collection"]], told["@total_size"]) == (some[:2], 3)
        assert set(told["@links"]) == {"next", "self"}
        path = f"/data/issue?id={some[0]}&@fields=nothing"
        assert desk.ask("anna", "GET", path) == (400, "'Unknown property: nothing'")

    def test_the_newest_changes_can_be_asked_for_alone(self, desk):
        some = [created(desk, "Changed") for _ in range(3)]
        since = quote(f"{seen(desk, some[0])['activity']}+0000;", safe="")
        newest_first = listed(desk, f"activity={since}&@sort=-activity")
        moments = [seen(desk, one)["activity"] for one in newest_first]
        assert moments == sorted(moments, reverse=True)
        assert set(some) <= set(newest_first)
        alone = listed(desk, f"activity={since}&@sort=-activity&@page_size=1")
        assert [seen(desk, one)["activity"] for one in alone] == moments[:1]

    def test_of_others_neither_address_nor_stamps_are_told(self, desk):
        path = "/data/user?id=3&id=5&@fields=username,realname,address,activity&@verbose=0"
        mine, other = desk.ask("anna", "GET", path)[1]["collection"]
        assert set(mine) == {"id", "link", "username", "realname", "address", "activity"}
        assert set(other) == {"id", "link", "username", "realname"}

    def test_changes_from_elsewhere_are_refused(self, desk):
        wish = {"title": "x"}
        answer = desk.ask("anna", "POST", "/data/issue", wish, headers={})
        assert answer == (400, "Required Header Missing")
        elsewhere = {"Origin": "https://elsewhere.example", "X-Requested-With": "rest"}
        answer = desk.ask("anna", "POST", "/data/issue", wish, headers=elsewhere)
        assert answer == (400, "Client is not allowed to use Rest Interface.")

    def test_after_four_wrong_passwords_the_right_one_is_not_looked_at(self, desk):
        def status(password: str) -> int:
            return httpx.get(
                f"http://127.0.0.1:{desk.port}/desk/rest/data/status",
                auth=("grace", password),
                trust_env=False,
            ).status_code

        assert [status(f"wrong {n}") for n in range(5)] == [401] * 4 + [429]
        assert status("wrong") == 429
