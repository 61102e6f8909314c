"""What is true of every station whatever happens, one promise a function: its docstring is the promise.

Each says in words how it is broken, and nothing when it holds. They look at the disk from outside and at
the platform's memory; of the code under test they use values alone.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator

from checkin.mirror import backlog, movements
from checkin.model.movement import presence_of, standing
from checkin.model.operation import OutboxCounts
from tests.faults.simulation.computer import ZONES, Computer
from tests.faults.simulation.kept import OPEN
from tests.faults.simulation.world import World

Promise = Callable[[World, Computer], Iterator[str]]


def no_green_without_a_movement_on_the_disk(_: World, computer: Computer) -> Iterator[str]:
    """Whoever saw green is recorded, and what was ever recorded stays."""
    recorded = {one["id"] for one in computer.kept.movements}
    for movement in computer.greens:
        if movement not in recorded:
            yield "a light was green, and the movement is not on the disk"
    if computer.seen - recorded:
        yield "a movement is no longer on the disk"
    computer.seen |= recorded


def each_is_settled_once_or_parked_with_a_reason(world: World, computer: Computer) -> Iterator[str]:
    """Every operation comes to one end, and each end has its ground."""
    ends = Counter(one["id"] for one in computer.kept.closings if one["state"] == "settled")
    if any(times > 1 for times in ends.values()):
        yield "an operation was settled twice"
    for one in computer.kept.operations:
        there = world.it.has(one["id"]) or one["id"] in world.it.was_there
        if one["state"] == "settled" and not there:
            yield f"{one['verb']} counts as settled, and the platform does not have it"
        if one["state"] == "parked" and not one["last_error"]:
            yield f"{one['verb']} is parked without a reason"
        if one["state"] == "withdrawn" and not _purpose_ended(computer, one["id"]):
            yield f"{one['verb']} was withdrawn, though it was still wanted"


def _purpose_ended(computer: Computer, operation: str) -> bool:
    kept = computer.kept
    row = next(one for one in kept.operations if one["id"] == operation)
    undone = {one["undoes"] for one in kept.movements}
    nobody = {
        one["attendee_id"]
        for one in kept.operations
        if (one["verb"], one["state"]) == ("register", "withdrawn")
    }
    return (
        operation in computer.lead
        or row["attendee_id"] in nobody
        or (row["movement_id"] in undone and row["verb"] in {"move", "take back"})
    )


def nothing_is_taken_twice(world: World, _: Computer) -> Iterator[str]:
    """The platform takes each operation at most once."""
    for times in Counter(one.id for one in world.it.applied).values():
        if times > 1:
            yield f"the platform took the same operation {times} times"


def order_is_kept_for_each_attendee(world: World, computer: Computer) -> Iterator[str]:
    """The platform hears of each attendee in the order in which it happened, a lead's decisions apart."""
    rows = {one["id"]: one for one in computer.kept.operations}
    last: dict[int, int] = {}
    for one in world.it.applied:
        row = rows.get(one.id)
        if row is None or one.id in computer.lead:
            continue
        if row["number"] < last.get(row["attendee_id"], 0):
            yield f"{row['verb']} was told after something later of the same attendee"
        last[row["attendee_id"]] = row["number"]


def nothing_is_sent_whose_purpose_has_ended(_: World, computer: Computer) -> Iterator[str]:
    """What was taken back before it ever arrived is never sent."""
    yield from computer.line.broken


def no_pull_loses_what_is_only_here(world: World, computer: Computer) -> Iterator[str]:
    """Walk-ins can come in, wristbands lead to somebody, whatever a pull brought or left out."""
    kept = computer.kept
    people = {one["id"]: one for one in kept.attendees}
    bearers = {one["key"]: people[one["attendee_id"]] for one in kept.codes if one["ours"]}
    for code in computer.walk_ins:
        if code not in bearers:
            yield "a walk-in's badge leads to nobody"
        elif bearers[code]["platform_id"] is None and bearers[code]["status"] != "valid":
            yield "a walk-in the platform does not have was taken for gone"
        elif bearers[code]["platform_id"] not in {None, *world.it.bore.get(code, ())}:
            yield "a walk-in was taken for somebody else"
    for tag in computer.tags:
        if tag not in bearers:
            yield "a wristband leads to nobody"


def nobody_is_gone_whom_the_platform_has(world: World, computer: Computer) -> Iterator[str]:
    """Only whoever the platform once did not have is taken for gone."""
    for one in computer.kept.attendees:
        if one["removed"] and one["platform_id"] not in world.it.ever_gone:
            yield "somebody was taken for gone whom the platform always had"


def presence_follows_from_the_movements(_: World, computer: Computer) -> Iterator[str]:
    """Who is shown inside, since when, and how often they came, is what the movements come to."""
    kept = computer.kept
    shown = {(one["attendee_id"], one["zone"]): one for one in kept.presences}
    histories = kept.histories()
    if set(shown) - set(histories):
        yield "somebody of whom nothing was recorded is shown as having come"
    for place, history in histories.items():
        expected, row = presence_of(history), shown.get(place)
        last = None if expected.last_in is None else expected.last_in.id
        said = (False, 0, None) if row is None else (bool(row["inside"]), row["entries"], row["last_in"])
        if said != (expected.inside, expected.entries, last):
            yield "the presence shown is not what the movements come to"


def no_check_in_counts_twice(world: World, computer: Computer) -> Iterator[str]:
    """A check-in of this station that the platform reports is not another one."""
    reported: dict[object, set[str | None]] = {}
    for made in world.it.entries:
        at = (made.attendee, made.zone, made.direction, made.at)
        reported.setdefault(at, set()).add(made.operation)
    names = {one["id"]: one["platform_id"] for one in computer.kept.attendees}
    ours = {one["id"]: one for one in computer.kept.operations if one["verb"] == "move"}
    for (attendee, _), history in computer.kept.histories().items():
        standing_here = {one.id for one in standing(history)}
        for one in history:
            entry = (names[attendee], one.zone, one.direction, one.at)
            told = [ours.get(operation or "") for operation in reported.get(entry, ())]
            # Somebody else's may be of the very same moment: then it is theirs that is shown.
            if (
                one.source == "platform"
                and told
                and all(mine is not None and mine["movement_id"] in standing_here for mine in told)
            ):
                yield "a check-in made here is counted again, because the platform reports it"


def words_shown_are_the_platforms_or_corrected(_: World, computer: Computer) -> Iterator[str]:
    """What is shown of somebody is what the platform told last, with what was corrected here over it."""
    kept = computer.kept
    for row in kept.attendees:
        told = computer.line.told.get(row["platform_id"])
        if told is None:
            continue
        names = {told.given_name} | _corrected_to(computer, row["id"])
        over = kept.corrections(row["id"]).get("given_name")
        if row["given_name"] not in ({over} if over else names):
            yield "a name is neither the platform's nor corrected here"
        if row["family_name"] != told.family_name:
            yield "a name is not the platform's"
        if not row["removed"] and row["status"] != told.status:
            yield "a ticket is shown as the platform does not say"


def _corrected_to(computer: Computer, attendee: int) -> set[str]:
    """Words that stay until the platform is asked again: it has them since it was."""
    return {
        str(json.loads(one["details"])["changes"]["given_name"])
        for one in computer.kept.operations
        if (one["verb"], one["state"], one["attendee_id"]) == ("correct", "settled", attendee)
    }


ALWAYS: tuple[Promise, ...] = (
    no_green_without_a_movement_on_the_disk,
    each_is_settled_once_or_parked_with_a_reason,
    nothing_is_taken_twice,
    order_is_kept_for_each_attendee,
    nothing_is_sent_whose_purpose_has_ended,
    no_pull_loses_what_is_only_here,
    nobody_is_gone_whom_the_platform_has,
    presence_follows_from_the_movements,
    no_check_in_counts_twice,
    words_shown_are_the_platforms_or_corrected,
)


def changes_are_seen_without_a_complete_pull(world: World, computer: Computer) -> Iterator[str]:
    """Where the platform tells what changed, nothing of it is left out."""
    rows = {one["platform_id"]: one for one in computer.kept.attendees}
    for number, there in world.it.rows.items():
        if not (world.it.manner.tells_changes and there.legible and there.named):
            continue
        if number not in rows:
            yield "somebody who was added is not here"
        elif rows[number]["given_name"] != _shown_as(computer, rows[number]["id"], there.told.given_name):
            yield "a change did not arrive"


def _shown_as(computer: Computer, attendee: int, name: str) -> str:
    return computer.kept.corrections(attendee).get("given_name", name)


AFTER_A_DELTA: tuple[Promise, ...] = (changes_are_seen_without_a_complete_pull,)


def everything_comes_to_its_end(_: World, computer: Computer) -> Iterator[str]:
    """Once the network is good, nothing waits for ever."""
    for one in computer.kept.open_operations():
        yield f"{one['verb']} is still {one['state']}: {one['last_error'] or 'nobody says why'}"


def counts_are_what_a_recount_finds(_: World, computer: Computer) -> Iterator[str]:
    """The numbers on the screen are those of the rows."""
    kept = computer.kept
    states = Counter(one["state"] for one in kept.operations)
    recounted = OutboxCounts(
        waiting=sum(states[state] for state in OPEN),
        uncertain=states["uncertain"],
        parked=states["parked"],
        settled=states["settled"],
    )
    with computer.disk.mirror.read() as connection:
        if backlog.counts(connection) != recounted:
            yield "the outbox's counts are not those of its rows"
        for zone in ZONES:
            came = [presence_of(past) for (_, where), past in kept.histories().items() if where == zone]
            shown = movements.counts(connection, computer.event.id, zone)
            expected = sum(one.entries > 0 for one in came), sum(one.inside for one in came)
            if (shown.checked_in, shown.inside) != expected:
                yield "the head count is not what the movements come to"
    if computer.cycle.status.counts != recounted:
        yield "the sync's status counts something else"


def the_mirror_is_what_the_platform_has(world: World, computer: Computer) -> Iterator[str]:
    """After a complete pull everybody is there whom the platform tells of, and nobody else but walk-ins."""
    rows = {one["platform_id"]: one for one in computer.kept.attendees if one["platform_id"] is not None}
    blind = any(not one.named for one in world.it.rows.values())
    for number, row in rows.items():
        if bool(row["removed"]) != (number not in world.it.rows) and not (blind and not row["removed"]):
            yield "who is gone here is not who is gone there"
    for number, there in world.it.rows.items():
        if not there.legible or not there.named:
            continue
        if number not in rows:
            yield "somebody the platform has is not here"
            continue
        row = rows[number]
        name = _shown_as(computer, row["id"], there.told.given_name)
        if (row["given_name"], row["status"]) != (name, there.told.status):
            yield "somebody is not shown as the platform has them"


def the_platform_has_what_stands_here(world: World, computer: Computer) -> Iterator[str]:
    """What stands here the platform has, and what was taken back it does not.

    Of what was given up after it was sent nobody knows; it is shown to a person.
    """
    kept = computer.kept
    given_up = {
        one["movement_id"]
        for one in kept.operations
        if one["verb"] == "take back" and one["state"] != "settled" and one["first_sent_at"] is not None
    }
    undone = {one["undoes"] for one in kept.movements}
    taken_back = {
        one["movement_id"]
        for one in kept.operations
        if (one["verb"], one["state"]) == ("take back", "settled")
    }
    for one in kept.operations:
        entry = world.it.entry_of(one["id"])
        if one["verb"] != "move" or one["state"] != "settled" or one["theirs"] or entry is None:
            continue
        if one["movement_id"] in given_up:
            continue
        if one["movement_id"] in undone:
            if entry.taken_back != (one["movement_id"] in taken_back):
                yield "the platform still has what was taken back here"
        elif entry.taken_back:
            yield "the platform took back what stands here"


def what_is_done_elsewhere_is_seen_here(world: World, computer: Computer) -> Iterator[str]:
    """What the platform has of others is among the movements, or is one of ours."""
    kept = computer.kept
    names = {one["id"]: one["platform_id"] for one in kept.attendees}
    known = {
        (names[attendee], zone, one.direction)
        for (attendee, zone), history in kept.histories().items()
        for one in history
    }
    for entry in world.it.entries:
        row = world.it.rows.get(entry.attendee)
        legible = row is not None and row.legible and row.named
        if legible and not entry.taken_back and (entry.attendee, entry.zone, entry.direction) not in known:
            yield "somebody came in elsewhere, and nobody here knows"


AT_REST: tuple[Promise, ...] = (
    everything_comes_to_its_end,
    counts_are_what_a_recount_finds,
    the_mirror_is_what_the_platform_has,
    the_platform_has_what_stands_here,
    what_is_done_elsewhere_is_seen_here,
)


def others_wait(world: World, computer: Computer) -> Iterator[str]:
    """An attendee at whom the platform fails holds up nobody else."""
    names = {one["id"]: one["platform_id"] for one in computer.kept.attendees}
    for one in computer.kept.open_operations():
        if names[one["attendee_id"]] not in world.it.stubborn:
            yield f"{one['verb']} waits behind somebody else: {one['last_error']}"


def broken(world: World, promises: tuple[Promise, ...]) -> Iterator[str]:
    """Every way in which one of these is broken at any station."""
    yield from world.broken
    for number, computer in enumerate(world.computers):
        computer.look()
        for promise in promises:
            for words in promise(world, computer):
                yield f"{promise.__name__.replace('_', ' ')}: {words} (station {number})"
