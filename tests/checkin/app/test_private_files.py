"""What is kept of people is for one user's eyes, down to the files nobody thinks of."""

from checkin.app import App
from tests.fakes.awaited import PATIENCE, Awaited, nothing_waits


def test_whatever_is_kept_is_for_this_user_only_locks_and_drafts_too(
    ready_app: App, codes: list[str]
) -> None:
    settled = Awaited(ready_app.notices, nothing_waits)
    ready_app.templates.duplicate("default")
    ready_app.start_sync()
    ready_app.at_desk(lambda: ready_app.desk.admit(codes[0])).result(PATIENCE)
    settled.wait()

    kept = [path for path in ready_app.folders.data.parent.rglob("*") if path.is_file()]

    assert {"sending.lock", "opening.lock", "templates.lock"} <= {path.name for path in kept}
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
