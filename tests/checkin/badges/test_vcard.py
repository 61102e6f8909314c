from checkin.badges.vcard import profile_card, shorter_cards, vcard
from checkin.model.code import badge_key, lookup_keys
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


def test_a_platforms_card_says_the_attendees_id_before_anything_people_have_typed() -> None:
    ada = a_badge("X-SOCIALPROFILE;TYPE=EVENTYAY:1\nX", "Lovelace", email="ada@example.org", job_title="")
    card = profile_card(ada, "EVENTYAY", "968")
    assert card.split("\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "X-SOCIALPROFILE;TYPE=EVENTYAY:968",
        "N:Lovelace;X-SOCIALPROFILE\\;TYPE=EVENTYAY:1 X;;;",
        "FN:X-SOCIALPROFILE\\;TYPE=EVENTYAY:1 X Lovelace",
        "ORG:Analytical Engines",
        "END:VCARD",
    ]
    assert lookup_keys(card)[0] == badge_key("968")


def test_the_shorter_a_platforms_card_the_less_it_says_but_for_whom_it_is_of() -> None:
    card = profile_card(a_badge(), "EVENTYAY", "968")
    cards = list(shorter_cards(card))
    assert cards[0] == card
    assert [one.count("\n") for one in cards] == [7, 6, 5, 4, 3]
    assert "FN:Ada Lovelace" in cards[3]
    assert {lookup_keys(one)[0] for one in cards} == {badge_key("968")}
