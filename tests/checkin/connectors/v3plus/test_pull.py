import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.connectors.v3plus.events import EventKey, instant, zone_of
from checkin.connectors.v3plus.people import companies, speakers
from checkin.connectors.v3plus.resources import Affiliate, Presenter
from checkin.errors import RejectedError, UnreachableError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.pulled import EventFacts, Page
from checkin.practice.v3plus import V3PlusPractice
from checkin.settings import Connection
from tests.checkin.connectors.v3plus.builders import connected


def pulled(connector: V3PlusConnector, event: str = "conference:1", resume: str | None = None) -> list[Page]:
    return list(connector.pull(PlatformId(event), since=None, resume=resume))


def facts(pages: list[Page]) -> EventFacts:
    assert pages[0].facts is not None
    return pages[0].facts


def with_options(portal: V3PlusPractice, **options: str) -> Connection:
    return portal.connection.model_copy(update={"options": {**portal.connection.options, **options}})


def test_everybody_of_the_list_and_of_the_programme_comes(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    first, last = pulled(connector)

    found = {one.platform_id: one for one in last.attendees}
    expected = [visitor for visitor in portal.visitors() if visitor.event == portal.main_event]
    assert [visitor.platform_id for visitor in expected] == list(found)
    assert all(visitor.code == found[visitor.platform_id].badge_code for visitor in expected)
    assert (first.done, last.done, last.total, last.snapshot_ends, last.cursor) == (0, 52, 52, True, None)


def test_whoever_must_be_refused_is_pulled_so(portal: V3PlusPractice, connector: V3PlusConnector) -> None:
    found = {one.platform_id: one.status for one in pulled(connector)[-1].attendees}

    for visitor in portal.visitors():
        if visitor.event == portal.main_event:
            is_good = found[visitor.platform_id] is TicketStatus.VALID
            assert is_good is (visitor.expected is None)


def test_the_first_page_has_everything_that_is_not_a_person(connector: V3PlusConnector) -> None:
    first = pulled(connector)[0]

    assert {one.platform_id for one in first.ticket_types or ()} >= {
        "delegate",
        "group:1",
        "speaker",
        "sponsor",
    }
    assert [zone.id for zone in first.zones or ()] == ["event"]
    assert first.stations == ()
    assert "Nobody can be registered into “Doctors” here: it costs money." in facts([first]).notes


def test_no_presenters_when_somebody_said_so(portal: V3PlusPractice) -> None:
    connector = connected(portal, connection=with_options(portal, presenters=""))

    pages = pulled(connector)
    connector.close()

    assert pages[-1].done == 40
    assert not [hit for hit in portal.portal.hits if "presenters" in hit or "affiliates" in hit]


def test_without_a_list_only_the_programme_is_known_and_that_is_said(portal: V3PlusPractice) -> None:
    connector = connected(portal, connection=with_options(portal, roster=""))

    pages = pulled(connector)
    connector.close()

    assert pages[-1].done == 12
    assert facts(pages).notes[0].startswith("No list of attendees was chosen")


def test_a_conference_in_preparation_says_so(connector: V3PlusConnector) -> None:
    assert any("staging" in note for note in facts(pulled(connector, "conference:2")).notes)
    assert any("archive" in note for note in facts(pulled(connector, "conference:3")).notes)


def test_a_list_that_is_gone_stops_the_pull_before_anything_is_stored(
    portal: V3PlusPractice, tmp_path: Path
) -> None:
    connector = connected(portal, connection=with_options(portal, roster=str(tmp_path / "gone.csv")))

    with pytest.raises(RejectedError, match=r"The list of attendees: .*gone\.csv"):
        pulled(connector)
    with pytest.raises(RejectedError, match="The list of attendees"):
        connector.sign_in()
    connector.close()


@pytest.mark.parametrize(
    ("columns", "names"),
    [("", True), ("not json", True), ("[" * 5000, True), ("[]", True), ('{"given_name": "", "x": 1}', False)],
    ids=["nothing", "no json", "too deep", "a list", "no first names"],
)
def test_columns_that_somebody_chose_are_passed_on(
    portal: V3PlusPractice,
    columns: str,
    names: bool,  # noqa: FBT001
) -> None:
    connector = connected(portal, connection=with_options(portal, columns=columns))

    person = pulled(connector)[-1].attendees[4]
    connector.close()

    assert bool(person.given_name) is names


def test_columns_that_are_not_in_the_list_are_a_fault_of_the_list(portal: V3PlusPractice) -> None:
    columns = json.dumps({"given_name": "Rufname"})
    connector = connected(portal, connection=with_options(portal, columns=columns))

    with pytest.raises(RejectedError, match="The list of attendees"):
        pulled(connector)
    connector.close()


def test_a_long_pull_comes_in_pages_and_resumes_where_it_stopped(tmp_path: Path) -> None:
    with V3PlusPractice(attendees=1100) as portal:
        portal.roster_file(tmp_path)
        connector = connected(portal)
        pages = pulled(connector)
        rest = pulled(connector, resume=pages[2].resume)
        connector.close()

    assert [len(page.attendees) for page in pages] == [0, 500, 500, 112]
    assert [page.snapshot_ends for page in pages] == [False, False, False, True]
    assert rest == pages[3:]


@pytest.mark.parametrize("resume", ["", "v1:10:0123456789abcdef", "10", "v2:1:x"])
def test_a_pull_of_other_people_begins_anew(connector: V3PlusConnector, resume: str) -> None:
    assert pulled(connector, resume=resume) == pulled(connector)


def test_an_ended_pull_that_is_resumed_begins_anew(connector: V3PlusConnector) -> None:
    whole = pulled(connector)

    assert pulled(connector, resume=whole[-1].resume) == whole


def test_a_pull_after_a_cursor_is_a_complete_one(connector: V3PlusConnector) -> None:
    assert list(connector.pull(PlatformId("conference:1"), since="x", resume=None)) == pulled(connector)


@pytest.mark.parametrize("event", ["meeting:1", "1", "", "conference:../1", "conference:99"])
def test_an_event_that_is_not_there_is_rejected(connector: V3PlusConnector, event: str) -> None:
    with pytest.raises(RejectedError):
        pulled(connector, event)


def test_a_group_without_a_form_is_left_out_of_walk_ins(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    guests = portal.portal.tables["groups"][1]
    portal.portal.tables["groups"][1] = {**guests, "id": 77}

    found = facts(pulled(connector))

    assert found.walk_in is not None
    assert [name for _, name in found.walk_in.ticket_types] == ["Students"]
    assert "Nobody can be registered into “Guests” here: it has no registration form." in found.notes


def test_a_townhall_without_a_form_registers_nobody_and_has_its_people_all_the_same(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    portal.portal.denied.add("registration_form")

    pages = pulled(connector, "townhall:1")

    walk_in = facts(pages).walk_in
    assert walk_in is not None
    assert "no registration form" in walk_in.refused
    assert pages[-1].attendees[-2].platform_id == "presenter:1"


def test_people_of_the_programme_that_cannot_be_read_are_counted(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    portal.portal.tables["presenters"][2] = {"id": None, "first_name": "Nobody"}

    pages = pulled(connector)

    assert "1 speakers, sponsors or exhibitors could not be read." in facts(pages).notes
    assert pages[-1].done == 51


@pytest.mark.parametrize(
    ("break_it", "error"),
    [
        (lambda portal: portal.faults.truncate(path="presenters"), UnreadableReplyError),
        (lambda portal: portal.faults.answer_html(), UnreadableReplyError),
        (lambda portal: portal.faults.fail_before(), UnreachableError),
        (lambda portal: portal.faults.silence(), UnreachableError),
    ],
    ids=["truncated", "web page", "failing", "silent"],
)
def test_nothing_is_given_before_everything_was_read(
    portal: V3PlusPractice,
    connector: V3PlusConnector,
    break_it: Callable[[V3PlusPractice], None],
    error: type[Exception],
) -> None:
    break_it(portal)
    pages = connector.pull(portal.main_event, since=None, resume=None)

    with pytest.raises(error):
        next(pages)


def test_a_server_that_gives_the_same_page_again_and_again_is_noticed(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    portal.portal.stuck_page = 1
    row = portal.portal.tables["townhalls"][1]
    portal.portal.tables["townhalls"] = {number: {**row, "id": number} for number in range(1, 250)}

    with pytest.raises(UnreadableReplyError, match="another page"):
        connector.events()


def test_long_lists_are_read_from_all_pages(portal: V3PlusPractice, connector: V3PlusConnector) -> None:
    row = portal.portal.tables["townhalls"][1]
    portal.portal.tables["townhalls"] = {number: {**row, "id": number} for number in range(1, 250)}

    assert len(connector.events()) == 2 + 249


def test_speakers_and_companies_in_our_words() -> None:
    (speaker,) = speakers([Presenter(id="5", first_name="Ann", designations="MD"), Presenter(id="5")])
    one, two, three = companies(
        [
            Affiliate(id="7", name="ACME", contact_name="Ann Mary Lee", role="Sponsor"),
            Affiliate(id="8", name="ACME", contact_name="Sukarno", role="exhibitor"),
            Affiliate(id="9", name="ACME"),
        ]
    )

    assert (speaker.platform_id, speaker.badge_code) == ("presenter:5", "v3plus:presenter:5")
    assert speaker.extra == {"designations": "MD"}
    assert (one.given_name, one.family_name, one.ticket_type) == ("Ann Mary", "Lee", "sponsor")
    assert (two.given_name, two.family_name, two.ticket_type) == ("Sukarno", "", "exhibitor")
    assert (three.given_name, three.company, three.ticket_type) == ("ACME", "ACME", "affiliate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-22", "2026-11-21T23:00:00+00:00"),
        ("2026-11-22T09:00:00Z", "2026-11-22T09:00:00+00:00"),
        ("2026-11-22 09:00:00+02:00", "2026-11-22T07:00:00+00:00"),
        ("1795330800", "2026-11-22T07:00:00+00:00"),
        ("22.11.2026", None),
        ("0001-01-01", None),
        ("", None),
    ],
)
def test_times_of_several_forms_are_understood(text: str, expected: str | None) -> None:
    found = instant(text, zone_of("Europe/Berlin"))

    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize("name", ["", "America", "Eastern Time (US)", "../etc", "x\0y"])
def test_a_zone_nobody_knows_is_utc(name: str) -> None:
    assert str(zone_of(name)) == "UTC"


def test_an_event_is_named_by_kind_and_number() -> None:
    key = EventKey.read("townhall:7")

    assert key is not None
    assert (key.of, key.number, key.platform_id) == ("townhalls", "7", "townhall:7")
