"""Photos that were handed in: behind the sign-in, as the answer itself and as what badges show of it."""

from checkin.practice.portraits import portrait
from checkin.practice.pretix.calls import Call, Endpoint
from checkin.practice.pretix.catalogue import EVENT
from checkin.practice.pretix.documents import FILE
from checkin.practice.pretix.order_routes import position_in
from checkin.practice.pretix.replies import Problem, Reply
from checkin.practice.pretix.rows import PositionRow, Right
from checkin.practice.pretix.state import State

JPEG = "image/jpeg"


def answer(call: Call) -> Reply:
    """The file somebody answered with.

    Raises:
        Problem: they did not, or the answer is no file.
    """
    return _file(call, position_in(call), str(call.parts["question"]))


def image(call: Call) -> Reply:
    """The same, by the question's identifier.

    Raises:
        Problem: there is no such question, or no such file.
    """
    identifier = str(call.parts["key"]).removeprefix("question_")
    asked = [str(one.id) for one in call.event.questions if one.identifier == identifier and one.type == "F"]
    if not asked:
        raise Problem(404, {"detail": "Unknown key"})
    return _file(call, position_in(call), asked[0])


def _file(call: Call, position: PositionRow, question: str) -> Reply:
    given = next((one for one in position.answers.values() if str(one.question) == question), None)
    if given is None or not given.answer.startswith(FILE):
        raise Problem(404, {"detail": "Not found."})
    body = call.state.photos.get(position.id) or portrait(position.id)
    name = given.answer.removeprefix(FILE)
    return Reply(body=body, type=JPEG, headers=(("Content-Disposition", f'attachment; filename="{name}"'),))


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes, as this flavour has them."""
    rights = (Right.ORDERS, Right.ORGANISE)
    files = Endpoint(
        method="GET",
        path=EVENT + "orderpositions/{position}/answer/{question}/",
        name="orderposition-answer",
        answer=answer,
        rights=rights,
    )
    if state.flavour == "eventyay":
        return (files,)
    images = Endpoint(
        method="GET",
        path=EVENT + "orderpositions/{position}/pdf_image/{key}/",
        name="orderposition-pdf_image",
        answer=image,
        rights=rights,
    )
    return files, images
