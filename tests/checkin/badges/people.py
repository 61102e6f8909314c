"""People whose badges show what a template can do: ten scripts, and those who are hard to set."""

import functools
import io
from collections.abc import Mapping
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFont

from checkin.badges.badge import Badge
from checkin.paths import resource

CODE = "830c97de-8ac2-43e0-8582-e94edaab3d8d-a3f09c"
EVENT = "Northlight Conference 2026"

LONG_GIVEN = "Wolfeschlegelsteinhausenbergerdorff Maximiliane Theodora Alexandra"
LONG_FAMILY = "von und zu Hohenlohe-Waldenburg-Schillingsfürst-Oettingen-Spielberg"
LONG_COMPANY = (
    "Rheinisch-Westfälische Elektrizitäts- und Wasserversorgungsbetriebe Aktiengesellschaft & Co. KG"
)
LONG_JOB = "Deputy Assistant Undersecretary for Interdepartmental Infrastructure Harmonisation"


@functools.cache
def a_wide_logo() -> bytes:
    """A mark and a word, clear where there is nothing."""
    image = Image.new("RGBA", (1000, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 40, 240, 260), fill="#16324f")
    draw.polygon([(130, 75), (160, 150), (130, 225), (100, 150)], fill="#ffd166")
    font = ImageFont.truetype(str(resource("fonts", "NotoSans-Bold.ttf")), 120)
    draw.text((275, 150), "Northlight", font=font, fill="#16324f", anchor="lm")
    return _png(image.crop(image.getbbox()))


@functools.cache
def a_photo() -> bytes:
    """Somebody's head and shoulders, roughly."""
    image = Image.new("RGB", (480, 600), "#b8c7d6")
    draw = ImageDraw.Draw(image)
    draw.ellipse((30, 400, 450, 900), fill="#3f5873")
    draw.rectangle((195, 330, 285, 430), fill="#c98f6b")
    draw.ellipse((130, 110, 350, 390), fill="#d9a17c")
    draw.pieslice((120, 90, 360, 370), 180, 360, fill="#3a2a20")
    return _png(image)


def a_person(given: str, family: str, company: str = "", job: str = "", /, **changes: object) -> Badge:
    """A badge of the conference, with its logo and a photo."""
    fields: dict[str, object] = {
        "ticket_type": "Attendee",
        "event_name": EVENT,
        "code": CODE,
        "colour": "#1f6f8b",
        "logo": a_wide_logo(),
        "photo": a_photo(),
        **changes,
    }
    return Badge(given_name=given, family_name=family, company=company, job_title=job, **fields)  # type: ignore[arg-type]


@functools.cache
def in_ten_scripts() -> Mapping[str, Badge]:
    """One person for each of ten scripts, of different ticket types."""
    speaker = {"ticket_type": "Speaker", "colour": "#b3261e"}
    vip = {"ticket_type": "VIP", "colour": "#5b2a86"}
    press = {"ticket_type": "Press", "colour": "#ffd23f"}
    staff = {"ticket_type": "Staff", "colour": "#1b1e24"}
    return MappingProxyType(
        {
            "Latin": a_person("Anna", "Brzęczyszczykiewicz", "Łódź Robotics", "Head of Research", **speaker),
            "Greek": a_person(
                "Αλέξανδρος", "Παπαδόπουλος", "Εθνικό Μετσόβιο Πολυτεχνείο", "Καθηγητής", **vip
            ),
            "Cyrillic": a_person("Дмитрий", "Щербаков", "Яндекс Наука", "Ведущий разработчик", **press),
            "Arabic": a_person("محمد", "عبد الرحمن القحطاني", "جامعة الملك سعود", "أستاذ مشارك"),
            "Hebrew": a_person("שלומית", "בן־גוריון", "הטכניון", "מנהלת מוצר", **speaker),
            "Devanagari": a_person("क्षितिज", "श्रीवास्तव", "भारतीय विज्ञान संस्थान", "वैज्ञानिक", **staff),
            "Thai": a_person("ธนกฤต", "ศรีสุวรรณวัฒนา", "จุฬาลงกรณ์มหาวิทยาลัย", "อาจารย์", **press),
            "Chinese": a_person("小明", "欧阳", "北京大学", "软件工程师", **vip),
            "Japanese": a_person("さくら", "直江", "株式会社海角データ", "開発部長", **speaker),
            "Korean": a_person("민준", "김", "한국과학기술원", "연구원"),
        }
    )


@functools.cache
def hard_to_set() -> Mapping[str, Badge]:
    """Everything missing, everything long, every kind of colour."""
    bare: dict[str, object] = {"logo": None, "photo": None}
    return MappingProxyType(
        {
            "nothing but a name": a_person("Ada", "Lovelace", **bare, ticket_type="", colour="", code=""),
            "one word": a_person("Madonna", "", **bare, colour=""),
            "no company": a_person("Anna", "Berg", "", "Mathematician", colour="#ffffff"),
            "no job": a_person("Anna", "Berg", "Analytical Engines", colour="#000000"),
            "no logo": a_person("Bartholomew", "Featherstonehaugh", "Analytical Engines", "Chair", logo=None),
            "no photo": a_person("Christopher", "Ng", "Analytical Engines", "Chair", photo=None),
            "short": a_person("Bo", "Li", "IBM", "CEO", ticket_type="VIP", colour="#ffe08a"),
            "long": a_person(LONG_GIVEN, LONG_FAMILY, LONG_COMPANY, LONG_JOB, ticket_type=LONG_JOB),
            "long and bare": a_person(LONG_GIVEN, "", ticket_type="VIP", **bare),
            "mixed": a_person("Sarah שרה", "al-Qahtani القحطاني", "שרה & Co.", "CTO", colour="#c7f9cc"),
            "Vietnamese": a_person("Hồng Ngọc", "Nguyễn Thị", "Đà Nẵng Software", "Kỹ sư phần mềm"),
            "every accent": a_person("Ǻşģeïŕ Ẵń", "Ṩţřǿḿßęģåřđ-Ýň", "Ĝĵøṇģẋ Ḩōłđïņğ", "Ẅīşţ-Ťęċħņīķ"),
            "Taipei": a_person("直骨", "陳", "國立臺灣大學 ★", "角膜研究 🎉"),
            "a hundred letters": a_person(LONG_GIVEN[:50].strip(), LONG_FAMILY[:50], "IBM", "CEO"),
            "long, from the right": a_person(
                "عبد الرحمن محمد",
                "القحطاني العسيري",
                " ".join(["الهيئة السعودية للبيانات والذكاء الاصطناعي"] * 3),
                "مدير ٢٠٢٦",
            ),
        }
    )


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
