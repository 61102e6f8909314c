from checkin.badges.template import Area, Box, TypeLook, When
from checkin.badges.types_named import types_named
from tests.checkin.badges.examples import a_page


def test_a_template_speaks_of_types_in_looks_and_in_conditions() -> None:
    box = Box(0, 0, 60, 40)
    one = Area(kind="area", box=box, name="frame", when=When(types=("Speaker", "VIP")))
    other = Area(kind="area", box=box, when=When(other_types=("Crew",)))
    look = TypeLook(instead={"frame": Area(kind="area", box=box, when=When(types=("Press",)))})
    template = a_page(one).model_copy(update={"back": (other,), "types": {"VIP": look}})

    assert types_named(template) == ("VIP", "Speaker", "Crew", "Press")
