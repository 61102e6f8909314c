"""What became of a damaged mirror, for people."""

from pydantic import BaseModel, ConfigDict

from checkin.model.counted import counted


class Mended(BaseModel):
    """The attendee list was damaged and is a new one now.

    Attributes:
        kept_in: the folder the damaged file was put into; empty where the file itself was sound and only
            lacked what the journal still had.
        movements: check-ins and check-outs made here that are in the new list.
        from_file, from_journal: where they came from.
        operations: what the platform is still to be told, or whose arrival is to be looked up.
        badges: how many had been asked for and are not known to have come out.
        missing: how many could be read nowhere, as far as that can be known.
        is_certain: the damaged file could be read to its end, so that `missing` says it all.
        attendees: how many people came over.
        needs_pull: not everybody could be read: the list has to be pulled before the desk can open.
    """

    model_config = ConfigDict(frozen=True)

    kept_in: str = ""
    movements: int = 0
    from_file: int = 0
    from_journal: int = 0
    operations: int = 0
    badges: int = 0
    missing: int = 0
    is_certain: bool = False
    attendees: int = 0
    needs_pull: bool = True

    @property
    def title(self) -> str:
        """In a few words."""
        return "The attendee list was damaged and has been mended"

    @property
    def happened(self) -> str:
        """What was damaged, what was recovered, and what is missing."""
        where = f" ({self.from_file} from the damaged file, {self.from_journal} from the journal)"
        moves = (
            "1 check-in or check-out" if self.movements == 1 else f"{self.movements} check-ins and check-outs"
        )
        came = f"{moves} of this computer {'is' if self.movements == 1 else 'are'} in the new list{where}."
        return " ".join(filter(None, (came, self._lost, self._unprinted)))

    @property
    def _unprinted(self) -> str:
        if not self.badges:
            return ""
        had = f"{counted(self.badges, 'badge')} had"
        return (
            f"{had} been waiting to be printed, or may have come out: under Badges you are asked which are "
            "there. None is printed by itself."
        )

    @property
    def _lost(self) -> str:
        if self.missing == 1:
            return (
                "Something could be read nowhere; whether it was a check-in, nobody can say. If in doubt, "
                "ask the platform."
            )
        if self.missing:
            return (
                f"At least {self.missing} could be read nowhere. Whoever they belong to is not checked in "
                "here any more; ask the platform, or let them in again."
            )
        if self.is_certain:
            return "Nothing that was recorded is lost."
        return "As far as can be seen, nothing is lost; of the very last second, nobody can say."

    @property
    def kept(self) -> str:
        """Where the damaged file is; empty when there is none."""
        return f"The damaged file was kept, in {self.kept_in}." if self.kept_in else ""

    @property
    def do_next(self) -> str:
        """What a person does now."""
        if self.needs_pull:
            return (
                "The attendees have to be got from the platform once more: that takes a network, and perhaps "
                "signing in. Until then, nobody can be checked in on this computer."
            )
        return (
            "Go on checking in. Everybody on the list came over; it is read anew when there is a network, "
            "and what the platform may not have heard is looked up there before it is sent."
        )

    @property
    def told(self) -> str:
        """All of it, for a terminal."""
        return f"{self.title}. {self.happened} {self.kept}\n{self.do_next}"
