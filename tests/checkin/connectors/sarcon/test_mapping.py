"""The mapping file: the example fits, and every slip of the pen is found and named."""

from datetime import UTC
from pathlib import Path

import pytest

from checkin.connectors.sarcon.mapping import Mapping
from checkin.connectors.sarcon.mapping_file import mapping_of, read_mapping
from checkin.connectors.sarcon.setup import capabilities, capabilities_by
from checkin.errors import SettingsError
from checkin.model.attendee import TicketStatus
from checkin.model.platform import Capability
from checkin.practice.sarcon.serve import EXAMPLE
from checkin.settings import Connection
from tests.checkin.connectors.sarcon.builders import SMALL, example_with, mapping_file, without_parts

CHECK_IN = '[check_in]\npath = "/x/{registration}"\n'


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_mapping(Path(mapping_file(folder, text)))
    return str(caught.value)


def test_the_example_is_a_mapping_and_says_everything() -> None:
    assert read_mapping(EXAMPLE).missing() == ()


def test_without_a_file_everything_is_missing_but_events() -> None:
    mapping = mapping_of({})

    assert mapping == Mapping()
    assert len(mapping.missing()) == 5
    assert "[registrations]" in mapping.missing()[0]


def test_an_unknown_key_is_named_with_its_place(tmp_path: Path) -> None:
    words = refusal(tmp_path, SMALL + 'given_nmae = "/x"\n[check_in]\npath = "/x"\ntimes = 1\n')

    assert "mapping.toml" in words
    assert "registrations.given_nmae: this key is not known here" in words
    assert "check_in.times: this key is not known here" in words


def test_a_syntax_error_is_named_with_its_line(tmp_path: Path) -> None:
    assert "line 2" in refusal(tmp_path, '[registrations]\npath = "unclosed\n')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[registrations]\npath = "/x"\n', "registrations.codes: Field required"),
        ('[registrations]\npath = "/x"\ncodes = []\n', "registrations.codes"),
        ('[registrations]\npath = "https://evil.example/x"\ncodes = ["/c"]\n', "a path begins with one /"),
        ('[registrations]\npath = "//evil.example/x"\ncodes = ["/c"]\n', "a path begins with one /"),
        ('[registrations]\npath = "/a/../b"\ncodes = ["/c"]\n', "a path begins with one /"),
        ('[registrations]\npath = "/a?b=c"\ncodes = ["/c"]\n', "belongs into `query`"),
        ('[registrations]\npath = "/{registration}"\ncodes = ["/c"]\n', "{registration} is not known here"),
        ('[registrations]\npath = "/{event"\ncodes = ["/c"]\n', "a brace"),
        ('[registrations]\npath = "/x"\ncodes = ["c"]\n', "no JSON pointer"),
        (
            '[registrations]\npath = "/x"\ncodes = ["/c"]\nemail = "/a~2"\n',
            "registrations.email: no JSON pointer",
        ),
        (CHECK_IN + 'json = { a = "${badge}" }\n', "${badge} is not known here"),
        (CHECK_IN + 'json = { a = "5 $ each" }\n', "$$ is a dollar sign"),
        (CHECK_IN + 'form = { a = "b" }\njson = { a = "b" }\n', "only one of `json` and `form`"),
        (CHECK_IN + 'numbers = ["/a"]\n', "`numbers` belong to a `json` body"),
        (CHECK_IN + 'headers = { Authorization = "x" }\n', "this header cannot be set"),
        (CHECK_IN + 'headers = { authorization = "x" }\n', "this header cannot be set"),
        (CHECK_IN + 'headers = { "X: y" = "x" }\n', "this header cannot be set"),
        (CHECK_IN + 'method = "GET"\n', "check_in.method"),
        (CHECK_IN + 'time_format = "when"\n', "no format of times"),
        (CHECK_IN + "success = {}\n", "check_in.success"),
        (CHECK_IN + 'success = { pointer = "/a" }\n', "belong together"),
        ('time_zone = "Mars/Phobos"\n', "time_zone: no time zone"),
        ('[look_up]\npath = "/x"\n[look_up.check_ins]\nrows = "/a"\n', "which row is ours"),
        ('stations = [{ id = "a", name = "A" }, { id = "a", name = "B" }]\n', "an id is there twice"),
        ('stations = [{ id = "a/out", name = "A" }]\n', "stations[1].id"),
        (SMALL + '[registrations.status]\npointer = "/s"\nwords = { paid = "good" }\n', "status.words.paid"),
        ("registrations = 5\n", "registrations"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(tmp_path, text)


def test_many_faults_are_not_all_listed(tmp_path: Path) -> None:
    words = refusal(tmp_path, "\n".join(f"unknown{number} = 1" for number in range(9)))

    assert "and 4 more" in words


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_mapping(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes('name = "Größe"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_mapping(tmp_path / "latin.toml")
    (tmp_path / "huge.toml").write_bytes(b"# much\n" * 50_000)
    with pytest.raises(SettingsError, match="too large"):
        read_mapping(tmp_path / "huge.toml")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "bom.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert read_mapping(file).registrations is not None


def test_status_words_are_compared_without_case_and_unknown_ones_block(tmp_path: Path) -> None:
    text = SMALL + '[registrations.status]\npointer = "/s"\nwords = { Paid = "valid", open = "unpaid" }\n'
    registrations = read_mapping(Path(mapping_file(tmp_path, text))).registrations

    assert registrations is not None
    assert registrations.status is not None
    words = ("PAID", "Open", "something else", "")
    assert [registrations.status.standing(word) for word in words] == [
        TicketStatus.VALID,
        TicketStatus.UNPAID,
        TicketStatus.BLOCKED,
        TicketStatus.BLOCKED,
    ]


def test_capabilities_are_what_the_mapping_can_do(tmp_path: Path) -> None:
    always = {Capability.LIST_EVENTS, Capability.WEBHOOKS}
    ours = Mapping.model_validate({"check_in": {"path": "/a", "json": {"at": "${time}"}}})
    theirs = Mapping.model_validate({"check_in": {"path": "/a", "json": {"code": "${code}"}}})

    assert capabilities_by(Mapping()) == always
    assert capabilities_by(ours) == always | {Capability.CHECK_IN_OUR_TIME}
    assert capabilities_by(theirs) == always | {Capability.CHECK_IN_THEIR_TIME}
    small = read_mapping(Path(mapping_file(tmp_path)))
    assert capabilities_by(small) == always
    assert capabilities_by(read_mapping(EXAMPLE)) == always | {
        Capability.DELTA_PULL,
        Capability.CHECK_IN_OUR_TIME,
        Capability.CHECK_OUT,
        Capability.UNDO,
        Capability.WALK_IN,
        Capability.STATIONS,
    }


def test_a_time_in_a_header_or_the_query_is_a_time_too() -> None:
    for key in ("headers", "query", "form"):
        mapping = Mapping.model_validate({"check_in": {"path": "/a", key: {"At": "${time}"}}})
        assert Capability.CHECK_IN_OUR_TIME in capabilities_by(mapping)


def test_a_damaged_file_adds_no_capability_before_it_is_opened(tmp_path: Path) -> None:
    damaged = Connection(platform="sarcon", options={"mapping": mapping_file(tmp_path, "=")})

    assert capabilities(damaged) == {Capability.LIST_EVENTS, Capability.WEBHOOKS}
    whole = Connection(platform="sarcon", options={"mapping": str(EXAMPLE)})
    assert Capability.WALK_IN in capabilities(whole)


def test_each_part_may_be_missing(tmp_path: Path) -> None:
    parts = (
        "registrations",
        "check_in",
        "check_out",
        "undo",
        "walk_in",
        "look_up",
        "stations",
        "ticket_types",
    )
    for part in parts:
        mapping = read_mapping(Path(mapping_file(tmp_path, without_parts(part))))
        assert any(f"[{part}]" in one for one in mapping.missing()) or part in parts[5:]


def test_the_time_zone_is_utc_unless_said(tmp_path: Path) -> None:
    file = example_with(tmp_path, {'time_zone = "UTC"': 'time_zone = "Asia/Dubai"'})

    assert str(Mapping().zone()) == str(UTC)
    assert str(read_mapping(Path(file)).zone()) == "Asia/Dubai"
