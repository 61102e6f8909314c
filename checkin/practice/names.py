"""Invented people from everywhere: the names a badge has to bear."""

from random import Random
from typing import Final

Name = tuple[str, str]

SCRIPTS: Final[dict[str, tuple[str, str]]] = {
    "latin": (
        "Anna|Ben|Clara|David|Emma|Felix|Greta|Henry|Ida|Jonas|Klara|Leo|Mia|Noah|Olivia|Paul|Ruth|Simon|Vera",
        "Adler|Becker|Carter|Evans|Fischer|Graham|Irving|Keller|Lindner|Moore|Neumann|Owens|Parker|Quinn|Vogel",
    ),
    "diacritics": (
        "Zoë|Björn|Søren|Çağla|Jürgen|José|Françoise|Þóra|Ágnes|Mário|Ştefan|Noël|Ærø|Iñaki|Růžena|Šárka",
        "Müller|García|Løvås|Öztürk|Größmann|Peña|Lefèvre|Jónsdóttir|Kovács|Gonçalves|Țepeș|Çelik|Dvořák|Žižka",
    ),
    "polish": (
        "Łukasz|Małgorzata|Paweł|Święty|Żaneta|Grażyna|Wojciech|Agnieszka",
        "Żółć|Wiśniewski|Kowalczyk|Dąbrowska|Zając|Świątek|Łoś|Brzęczyszczykiewicz",
    ),
    "vietnamese": (
        "Nguyễn Thị|Trần Văn|Phạm Đức|Lê Hồng|Đặng Quốc|Hoàng Mỹ",
        "Hương|Dũng|Thảo|Phượng|Tuấn|Ngọc Ánh",
    ),
    "arabic": ("محمد|فاطمة|أحمد|ليلى|يوسف|مريم", "الأمين|عبد الرحمن|حسين|الخطيب|منصور|النجار"),
    "hebrew": ("נועה|דוד|תמר|יוסף|שירה|אורי", "כהן|לוי|מזרחי|פרידמן|ביטון|אברהם"),
    "chinese": ("伟|芳|秀英|敏|静|建国", "张|王|李|刘|欧阳|陈"),
    "japanese": ("さくら|太郎|花子|健一|ひろみ|アキラ", "佐藤|鈴木|高橋|渡辺|小林|ヤマダ"),
    "korean": ("민준|서연|지훈|수빈|하늘|도윤", "김|이|박|최|정|남궁"),
    "thai": ("สมชาย|กัญญา|ณัฐพล|วราภรณ์|ปิยะ", "ใจดี|ศรีสุข|วงศ์สวัสดิ์|แก้วมณี|ทองคำ"),
    "devanagari": ("आरव|प्रिया|राहुल|अनन्या|कृष्ण", "शर्मा|वर्मा|त्रिपाठी|सिंह|श्रीवास्तव"),
    "greek": ("Γιώργος|Μαρία|Ελένη|Νίκος|Σοφία", "Παπαδόπουλος|Οικονόμου|Γεωργίου|Αντωνίου"),
    "cyrillic": (
        "Олександр|Ксения|Иван|Наталія|Борис|Юлия",
        "Шевченко|Иванова|Щербаков|Ковальчук|Ёлкин|Їжак",
    ),
}
"""First and last names by script, each a list parted by bars."""

_ODD: Final[tuple[Name, ...]] = (
    ("Seán", "O'Brien"),
    ("Anne-Sophie", "d'Haene-Van den Broeck"),
    ("Teller", ""),
    ("Sukarno", ""),
    ("Björk", ""),
    ("X Æ", "A-Xii"),
    ("Ng", "Yu"),
    ("Jean-Luc", "L’Hôpital"),  # noqa: RUF001
    ("Maria da Conceição Aparecida", "de Vasconcelos e Albuquerque Cavalcanti de Oliveira"),
    ("Wolfeschlegelsteinhausen", "Bergerdorff-Hohenzollern-Sigmaringen von und zu Altenburg"),
    ("พระครูวิสุทธิสีลวัตรมหาเถระ", "ณ อยุธยา ศรีสวัสดิ์วงศ์วรวิหาร ชัยพัฒนกุลธร"),
    ("Nguyễn Phúc Bảo Quỳnh Thiên Hương", "Tôn Nữ Thị Công Tằng Huyền Tôn Nữ"),
    ("عبد العزيز بن عبد الرحمن بن فيصل", "آل عبد اللطيف الشريف الحسيني الهاشمي القرشي"),
    ("Ana María de los Ángeles", "Fernández-Miranda y Lozana de Castellanos Ruiz"),
)
"""Single names, apostrophes, hyphens and lengths nobody plans for."""

_LATIN_SHARE: Final = 0.62
_ODD_SHARE: Final = 0.05

COMPANIES: Final = (
    "Libre Works",
    "Kernel & Sons",
    "Nordlicht Daten GmbH",
    "Fenwick Systems",
    "Blue Heron Labs",
    "Τεχνολογία Δυτική",
    "株式会社みらい",
    "Société Générale de Logiciel Libre et des Systèmes Ouverts de Franche-Comté",
    "Łódź Hackerspace",
    "Мастерская Ромашка",
    "The University of Somewhere, Department of Applied Tinkering",
    "Sam O'Dell Consulting",
    "ACME",
    "42",
)

JOB_TITLES: Final = (
    "Engineer",
    "Maintainer",
    "Student",
    "Product Manager",
    "Senior Principal Staff Site Reliability Engineer",
    "Teacher",
    "Übersetzerin",
    "開発者",
    "Researcher",
    "Translator",
    "Release Manager",
    "Volunteer",
)

COUNTRIES: Final = ("DE", "FR", "PL", "VN", "EG", "IL", "CN", "JP", "KR", "TH", "IN", "GR", "UA", "GB", "BR")

_POOLS: Final = {script: (first.split("|"), last.split("|")) for script, (first, last) in SCRIPTS.items()}
_FOREIGN: Final = tuple(script for script in _POOLS if script != "latin")


def roll_call() -> list[Name]:
    """Names every event has, however small: each odd one, and one of each script."""
    return [*_ODD, *((first[0], last[0]) for first, last in _POOLS.values())]


def any_name(dice: Random) -> Name:
    """Somebody's first and last name; the last one may be empty."""
    throw = dice.random()
    if throw < _ODD_SHARE:
        return dice.choice(_ODD)
    script = "latin" if throw < _ODD_SHARE + _LATIN_SHARE else dice.choice(_FOREIGN)
    first, last = _POOLS[script]
    return dice.choice(first), dice.choice(last)
