from pathlib import Path

import pytest

from checkin.badges.printers.cups import Cups, JobReport, JobState
from checkin.badges.printers.ipp_service import service_at
from checkin.errors import BadgeError
from tests.checkin.badges.printers.private_cups import PrivateCups, free_port, private_cups
from tests.fakes.printers.listening import SocketPrinter


def a_command(folder: Path, name: str, script: str) -> Cups:
    """A service whose command is a script of ours."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Cups(search_path=str(folder))


def test_queues_are_listed_by_name(cups: PrivateCups, paper: SocketPrinter) -> None:
    cups.add("front-desk", paper.uri)
    assert "front-desk" in Cups(cups.server).queues()


def test_a_service_without_queues_has_none() -> None:
    with private_cups() as empty:
        assert Cups(empty.server).queues() == ()


def test_a_service_that_is_not_there_is_said() -> None:
    nobody = Cups(f"127.0.0.1:{free_port()}")
    with pytest.raises(BadgeError, match="The printer any did not take the badge"):
        nobody.submit("any", b"%PDF", "42", "62x100mm")
    with pytest.raises(BadgeError, match="The printing service does not answer"):
        nobody.queues()


def test_a_computer_without_cups_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match=r"no printing service .*\(lpstat is not there\)\. Install CUPS"):
        Cups(search_path=str(tmp_path)).queues()


def test_a_command_that_cannot_be_run_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "lpstat").write_bytes(b"\x7fELF but not really")
    (tmp_path / "lpstat").chmod(0o755)
    with pytest.raises(BadgeError, match="does not answer"):
        Cups(search_path=str(tmp_path)).queues()


def test_a_refusal_without_words_is_still_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="no reason given"):
        a_command(tmp_path, "lp", "exit 1").submit("any", b"", "42", "62x100mm")


def test_a_job_the_service_has_forgotten_counts_as_done(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("forgetful", paper.uri)
    assert Cups(cups.server).job(f"{queue}-9999", queue) == JobReport(state=JobState.DONE)


def test_a_service_is_asked_at_its_socket_too(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("local", paper.uri)
    job = Cups(cups.socket).submit(queue, b"%PDF", "42", "62x100mm")
    assert paper.received() == b"%PDF"
    report = Cups(cups.socket).job(job, queue)
    while report.state is JobState.WAITING:
        report = Cups(cups.socket).job(job, queue)
    assert report.state is JobState.DONE
    assert service_at(cups.socket, queue).job(int(job.rpartition("-")[2])).is_done


def test_a_service_that_does_not_answer_is_not_one_that_has_finished(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="does not answer"):
        a_command(tmp_path, "lpstat", "exit 1").job("desk-1", "desk")


def test_a_finished_job_is_done_where_the_service_cannot_be_asked_again(tmp_path: Path) -> None:
    ended = r"printf 'desk-1 root 1024 Sun\n\tStatus: \n\tAlerts: processing-to-stop-point\n'"
    script = f"case $* in *-H*) echo 127.0.0.1:{free_port()};; *not-completed*) ;; *) {ended};; esac"
    assert a_command(tmp_path, "lpstat", script).job("desk-1", "desk").state is JobState.DONE


def test_a_queue_at_work_has_no_reason_to_be_stopped(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("working", paper.uri)
    assert Cups(cups.server).queue(queue).stopped is None
    assert Cups(cups.server).queue("no-such-queue").stopped is None


def test_a_queue_may_be_stopped_without_a_word(tmp_path: Path) -> None:
    lpstat = a_command(tmp_path, "lpstat", "echo 'printer desk disabled since Sun Nov 22 10:04:55 2026 -'")
    assert lpstat.queue("desk").stopped == ""


def test_other_jobs_of_the_queue_are_passed_over(tmp_path: Path) -> None:
    script = (
        "printf 'desk-1 ada 1024 Sun\\n\\tStatus: jammed\\n\\tAlerts: job-printing\\n\\tqueued for desk\\n"
        "desk-12 ada 1024 Sun\\n\\tAlerts: none\\n\\tqueued for desk\\n"
        "desk-13 ada 1024 Sun\\n\\tAlerts: none\\n'"
    )
    lpstat = a_command(tmp_path, "lpstat", script)
    assert lpstat.job("desk-12", "desk") == JobReport(state=JobState.WAITING, may_come=True)
    jammed = JobReport(state=JobState.WAITING, words="jammed", has_begun=True, may_come=True)
    assert lpstat.job("desk-1", "desk") == jammed
