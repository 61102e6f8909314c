import io

from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.widgets.page_picture import PagePicture


def a_picture(width: int, height: int, colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def drawn(picture: PagePicture) -> QColor:
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2)


def test_a_page_has_its_shape_and_its_picture(qtbot: QtBot) -> None:
    picture = PagePicture("Test page")
    qtbot.addWidget(picture)

    picture.show_page(a_picture(400, 200, "#2558d9"))

    assert picture.sizeHint().width() == 2 * picture.sizeHint().height()
    assert drawn(picture) == QColor("#2558d9")


def test_before_there_is_a_picture_it_is_empty_paper(qtbot: QtBot) -> None:
    picture = PagePicture("Test page")
    qtbot.addWidget(picture)

    assert picture.is_empty
    assert drawn(picture) == QColor("#ffffff")


def test_it_becomes_empty_again(qtbot: QtBot) -> None:
    picture = PagePicture("Test page")
    qtbot.addWidget(picture)
    picture.show_page(a_picture(40, 20, "#2558d9"))

    picture.show_page(b"")

    assert picture.is_empty
