"""Badges of made-up people with names up to 120 characters in many scripts, on every bundled template.

Sixty of them are part of the tests; ``python -m tests.checkin.badges.test_many_badges 2000`` looks at more.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator

import numpy as np
import zxingcpp
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from checkin.badges.badge import Badge
from checkin.badges.code_warnings import code_warnings
from checkin.badges.codes import said
from checkin.badges.faults import faults
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate, Box, Code, Element, Page, Text, load_template
from checkin.paths import resource
from tests.checkin.badges.examples import SCRIPTS, a_logo

TEMPLATES = {file.stem: load_template(file) for file in sorted(resource("badges").glob("*.json"))}
MARGIN_MM = 5
GREEN = 1
KINDS = frozenset(
    {
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Code128,
    }
)
"""Letters that look like the bars of a shop's article are not what is asked about here."""

LOGO, PHOTO = a_logo((120, 40)), a_logo((90, 120), colour="#888888")

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'-.",
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿđłńőřśșşťůžẞĐŁØÅÄÖŽ",
    "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯ",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋΑΒΓΔΕΖΗ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґЉЊЋЏ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىپچژگک",
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת־",
    "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौ्ंँ",
    "কখগঘচছজঝটঠডঢতথদধনপফবভমযরলশষসহািীুূেৈ্",
    "கஙசஞடணதநபமயரலவழளறனாிீுூெேைொோௌ்",
    "กขคงจฉชซญดตถทธนบปผพฟภมยรลวศสหอะาิีึืุูเแโใไ่้๊๋์",
    "ກຂຄງຈຊຍດຕຖທນບປຜພມຢຣລວສຫອະາິີເແໂໄ່້",
    "កខគឃងចឆជឈញដឋឌណតថទធនបផពភមយរលវសហអាិីុូ្",
    "ကခဂဃငစဆဇညတထဒဓနပဖဗဘမယရလဝသဟအာိီုူေဲ့်ျြွှ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "აբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "አበበቢቂላሀለሐመሠረሰሸቀተኀነከወዘየደገጠጸፀፈፐ",
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林鄭歐陽小明華",
    "さくらあいうえおかきくけこタナカスズキーヤマダ山田佐藤",
    "김이박최정강조윤장임민준서연지우하은",
    "😀🌸👍🏽👩‍💻❤️🇪🇪",
)


class Figures(Counter[str]):
    """How many were looked at, by kind."""


def words() -> st.SearchStrategy[str]:
    made_up = st.sampled_from(LETTERS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=40))
    real = st.sampled_from([name for names in SCRIPTS.values() for name in names])
    return st.one_of(real, made_up)


def names(longest: int) -> st.SearchStrategy[str]:
    parts = st.lists(words(), min_size=1, max_size=12)
    return parts.map(lambda several: " ".join(several)[:longest].strip())


def badges() -> st.SearchStrategy[Badge]:
    people = st.one_of(
        st.tuples(names(60), names(59)),
        st.tuples(names(120), st.just("")),
        st.tuples(st.just(""), names(120)),
    )
    return people.flatmap(lambda person: badges_of(*person))


def badges_of(given_name: str, family_name: str) -> st.SearchStrategy[Badge]:
    texts = st.one_of(st.just(""), st.lists(words(), max_size=12).map(" ".join))
    return st.builds(
        Badge,
        given_name=st.just(given_name),
        family_name=st.just(family_name),
        company=texts,
        job_title=texts,
        ticket_type=st.sampled_from(["Speaker", "Staff", "Exhibitor", "Two days with workshops and dinner"]),
        colour=st.sampled_from(["", "#d6336c", "#ffd43b", "#101438"]),
        event_name=st.sampled_from(["Summit 2026", "The Annual Conference on Conferences and Their Names"]),
        logo=st.sampled_from([None, LOGO]),
        photo=st.sampled_from([None, PHOTO]),
        code=st.one_of(
            st.uuids().map(lambda code: f"{code}-a3f09c"),
            st.text("abcdefghijkmnpqrstuvwxyz23456789", min_size=8, max_size=32),
        ),
    )


def look_at(examples: int) -> Figures:
    """Draw so many badges and look at each; the same each time."""
    figures = Figures()

    @seed(2026)
    @settings(max_examples=examples, deadline=None, database=None)
    @given(badges(), st.sampled_from(sorted(TEMPLATES)))
    def one(badge: Badge, name: str) -> None:
        look_at_one(TEMPLATES[name], badge, figures)

    one()
    return figures


def look_at_one(template: BadgeTemplate, badge: Badge, figures: Figures) -> None:
    figures["badges"] += 1
    figures["characters of the longest name"] = max(
        len(badge.name), figures["characters of the longest name"]
    )
    unsaid = [fault for fault in faults(template, badge) if "nothing that can be drawn" not in fault]
    assert not unsaid
    for back in (False, True):
        for element in template.elements(badge, back=back):
            if isinstance(element, Text | Code):
                assert not ink_outside(element, template, badge), element
                figures["elements whose ink is in their box"] += 1
    pdf = render_badge(template, badge)
    expected = list(codes_of(template, badge))
    for dpi in (203, 300):
        assert not code_warnings(template, badge, dpi)
        for page, codes in enumerate(expected):
            assert sorted(read(pdf, page, dpi)) == sorted(codes), (template.name, dpi)
            figures[f"codes read at {dpi} dpi, black and white"] += len(codes)


def ink_outside(element: Element, template: BadgeTemplate, badge: Badge) -> bool:
    """Whether the element, alone on a page with room around it, has ink outside its box."""
    box = element.box
    moved = Box(box.x + MARGIN_MM, box.y + MARGIN_MM, box.width, box.height)
    changes: dict[str, object] = {"box": moved}
    if isinstance(element, Text):
        changes["rows"] = tuple(row.model_copy(update={"colour": "#000000"}) for row in element.rows)
    page = Page(width=template.width + 2 * MARGIN_MM, height=template.height + 2 * MARGIN_MM)
    alone = BadgeTemplate(
        format=1,
        name="alone",
        page=page,
        front=(element.model_copy(update=changes),),
        language=template.language,
    )
    dpi = 180
    ink = pixels(render_badge(alone, badge), dpi=dpi)[:, :, GREEN] < 250
    x, y, width, height = (mm * dpi / 25.4 for mm in moved)
    ink[int(y) - 1 : int(np.ceil(y + height)) + 1, int(x) - 1 : int(np.ceil(x + width)) + 1] = False
    return bool(ink.any())


def codes_of(template: BadgeTemplate, badge: Badge) -> Iterator[list[str]]:
    """What is to be read on each page."""
    front, back = (
        [
            text
            for element in template.elements(badge, back=is_back)
            if isinstance(element, Code) and (text := said(element, badge))
        ]
        for is_back in (False, True)
    )
    if template.fold or not template.back:
        yield front + back
    else:
        yield front
        yield back


def read(pdf: bytes, page: int, dpi: float) -> list[str]:
    """What a scanner reads of the page in black and white, as a label printer has it."""
    black = pixels(pdf, dpi=dpi, page=page)[:, :, GREEN] < 128
    found = zxingcpp.read_barcodes(np.where(black, 0, 255).astype(np.uint8))
    return [code.text for code in found if code.format in KINDS]


def test_no_ink_leaves_its_box_and_every_code_is_read() -> None:
    figures = look_at(60)
    assert figures["badges"] >= 60
    assert figures["codes read at 203 dpi, black and white"] >= 60


if __name__ == "__main__":
    start = time.perf_counter()
    for what, count in look_at(int(sys.argv[1]) if len(sys.argv) > 1 else 2000).items():
        print(f"{count:6} {what}")  # noqa: T201 - who runs it wants to know
    print(f"{time.perf_counter() - start:6.0f} seconds")  # noqa: T201
