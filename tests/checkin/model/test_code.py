"""Which keys a scanned payload is looked up by."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.model.code import LONGEST_KEY, MOST_KEYS, as_printed, badge_key, lookup_keys

TICKET = "1f89db55-2661-4ae2-b311-edd557a874d5-6bc0b1"
BADGE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\n\r\nX-SOCIALPROFILE;TYPE=EVENTYAY:412\r\n\r\n"
    "EMAIL:ada@example.org\r\nFN:Ada Lovelace; Countess: of\r\nEND:VCARD\r\n"
)


def test_a_ticket_code_is_its_own_key_before_its_upper_case_form() -> None:
    assert lookup_keys(TICKET) == (TICKET, TICKET.upper())


def test_a_code_typed_by_hand_is_tried_in_both_cases_last() -> None:
    assert lookup_keys("aBc12") == ("aBc12", "abc12", "ABC12")


@pytest.mark.parametrize(
    "around",
    [
        "  {}\r\n", "\x1d{}\x1d", "\ufeff{}", "\u200b{}\u200b\u200e", "\x00{}\x00", "\t{}\u3000", "]Q1{}",
        "]d2\x1d{}", "]C1{}", "]E0{}", "\\000026{}", "]Q2\\000026{}", "\\000026\\000003{}", "\xa0{}\x9f",
    ],
)  # fmt: skip
def test_what_scanners_put_around_a_code_does_not_hide_it(around: str) -> None:
    assert lookup_keys(around.format(TICKET))[0] == TICKET


def test_a_code_that_only_looks_prefixed_is_still_tried_as_it_is() -> None:
    assert "]Q1ABC" in lookup_keys("]Q1ABC")


@pytest.mark.parametrize(
    "address",
    [
        "https://tickets.example.org/t/AbC-9", "HTTP://x.example/AbC-9/", "eventapp://open/ticket/AbC-9",
        "https://x.example/show?lang=de&code=AbC-9", "https://x.example/show?token=%20AbC%2D9%20",
        "https://x.example/?utm=mail;secret=AbC-9", "https://x.example/?Ticket=AbC-9#top",
    ],
)  # fmt: skip
def test_a_web_address_gives_the_code_it_carries_first(address: str) -> None:
    assert lookup_keys(address)[0] == "AbC-9"


def test_a_web_address_is_also_a_key_itself() -> None:
    assert "https://x.example/t/9" in lookup_keys("https://x.example/t/9")


def test_other_parameters_and_the_fragment_are_tried_after_the_path() -> None:
    keys = lookup_keys("https://x.example/a/p?x=q1#/deep/f1")

    assert keys[:3] == ("p", "q1", "f1")


def test_a_plus_in_a_path_stays_a_plus() -> None:
    assert lookup_keys("https://x.example/t/a+b%2Fc")[0] == "a+b/c"


def test_a_broken_address_is_only_itself() -> None:
    assert lookup_keys("http://[::1/x") == ("http://[::1/x", "HTTP://[::1/X")


@pytest.mark.parametrize(
    "card",
    [
        BADGE, BADGE.replace("\r\n", "\n"), BADGE.lower(), BADGE.replace("\r\n", "\r"), "]Q1" + BADGE,
        BADGE.replace("TYPE=EVENTYAY", "VALUE=text;type=work,eventyay"),
        BADGE.replace("X-SOC", "item1.X-SOC"),
        BADGE.replace("EVENTYAY:412", "EVENTYAY: 412 "), BADGE.replace("END:VCARD", ""),
    ],
)  # fmt: skip
def test_a_badge_gives_the_attendee_it_was_printed_for(card: str) -> None:
    assert lookup_keys(card)[0] == badge_key("412") == "eventyay:412"


@pytest.mark.parametrize(
    "card",
    [
        BADGE.replace("EVENTYAY:412", "EVENTYAY:"), BADGE.replace("EVENTYAY", "TWITTER"),
        BADGE.replace("X-SOCIALPROFILE;TYPE=EVENTYAY:412", "NOTE:X-SOCIALPROFILE;TYPE=EVENTYAY:412"),
        BADGE.replace("TYPE=EVENTYAY:412", "TYPE=TWITTER:TYPE=EVENTYAY:412"),
        BADGE.replace("EVENTYAY:412", "EVENTYAY:4 12"), BADGE.replace("412", "4" * 65),
        BADGE.replace("TYPE=EVENTYAY", "LABEL=EVENTYAY"), BADGE.replace("BEGIN:VCARD", "HELLO"),
        BADGE.replace("\r\nX-SOCIAL", "\r\nEND:VCARD\r\nX-SOCIAL"),
    ],
)  # fmt: skip
def test_nothing_else_in_a_card_is_taken_for_an_attendee(card: str) -> None:
    assert not any("eventyay:" in key and len(key) < 80 for key in lookup_keys(card))


def test_a_line_slipped_into_a_name_cannot_replace_an_empty_attendee() -> None:
    card = BADGE.replace("EVENTYAY:412", "EVENTYAY:").replace("Countess", "\nX-SOCIALPROFILE;TYPE=EVENTYAY:7")

    assert badge_key("7") not in lookup_keys(card)


@pytest.mark.parametrize(
    "nothing", ["", " \r\n", "\x00\x1d\ufeff", "]z6part one", "\\MI001part", "]Q1", "\ud800"]
)
def test_an_empty_payload_or_a_part_of_a_code_gives_no_key(nothing: str) -> None:
    assert lookup_keys(nothing) in {(), ("]Q1", "]q1")}


def test_a_key_can_always_be_stored() -> None:
    assert lookup_keys("AB\ud800C")[0] == "ABC"


def test_an_address_of_many_parameters_leaves_room_for_itself() -> None:
    address = "https://x.example/?" + "&".join(f"id=Ab{number}" for number in range(40))

    keys = lookup_keys(address)

    assert len(keys) == MOST_KEYS
    assert keys[0] == "Ab0"
    assert address in keys


HOSTILE = [
    "x" * 1_000_000, " " * 1_000_000, "\x00" * 1_000_000, "https://x.example/?" + "id=1&" * 200_000,
    "https://x.example/" + "/a" * 500_000, "BEGIN:VCARD\n" + "X-SOCIALPROFILE;" * 70_000,
    "BEGIN:VCARD\n" + "\n" * 1_000_000, "\u200b" * 8000 + "a" + "\u200b" * 8000, "a" + " " * 8000 + "a",
    "BEGIN:VCARD\nX-SOCIALPROFILE;" + "TYPE=A," * 1000 + ":1", "%" * 100_000, "\u0130" * 512,
]  # fmt: skip


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_payloads_cost_little(payload: str) -> None:
    started = time.process_time()

    keys = lookup_keys(payload)

    assert time.process_time() - started < 0.1
    assert len(keys) <= MOST_KEYS
    assert all(0 < len(key) <= LONGEST_KEY for key in keys)


PIECES = st.sampled_from(
    [
        "BEGIN:VCARD",
        "\n",
        "X-SOCIALPROFILE;TYPE=EVENTYAY:",
        "http://",
        "?",
        "&",
        "=",
        "/",
        "%",
        "]Q1",
        "\\000026",
        "[",
    ]
)


@settings(deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=20), max_size=20).map("".join)
    | st.binary().map(lambda raw: raw.decode("latin-1"))
)
def test_any_payload_gives_few_short_different_storable_keys(payload: str) -> None:
    keys = lookup_keys(payload)

    assert len(keys) <= MOST_KEYS
    assert len(set(keys)) == len(keys)
    assert all(0 < len(key) <= LONGEST_KEY and key.encode() for key in keys)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=100))
def test_a_printable_code_is_always_among_its_own_keys(code: str) -> None:
    is_part = code.startswith(("]z6", "]z7", "]z8", "]z9", "]zA", "]zB", "\\MI"))

    assert is_part or code in lookup_keys(code)


def test_a_code_as_it_is_printed_is_one_of_its_keys() -> None:
    printed = as_printed("\ufeff]Q1ABC\r\n")

    assert printed == "ABC"
    assert printed in lookup_keys("]Q1ABC")
    assert as_printed("A" * 9000) == ""
