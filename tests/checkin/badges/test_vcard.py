from checkin.badges.vcard import vcard
from tests.checkin.badges.examples import a_badge


def test_a_badge_is_a_business_card_others_can_read() -> None:
    card = vcard(a_badge("Zoë", "Smith; Jones", company="A, B\\C", email="zoe@example.org", job_title=" "))
    assert card.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Smith\\; Jones;Zoë;;;",
        "FN:Zoë Smith\\; Jones",
        "ORG:A\\, B\\\\C",
        "EMAIL:zoe@example.org",
        "END:VCARD",
    ]


def test_nobody_has_no_card() -> None:
    assert not vcard(a_badge("", ""))
