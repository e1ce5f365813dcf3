"""Runs trials against one service and judges them."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.kill.child import Ended, Scene, live, look, repair, run_child, warm_up
from tools.kill.client import Account
from tools.kill.plan import Plan, Way, draw_plan
from tools.kill.service import Seen, Service

_DAMAGED_AT = 4096


@dataclass(slots=True)
class Score:
    """What came out."""

    trials: int = 0
    lost: int = 0
    duplicated: int = 0
    unreadable: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    """How often the client really died, by what the trial covered."""
    saved: int = 0
    words: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Count another run in."""
        self.trials += other.trials
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.unreadable += other.unreadable
        self.killed += other.killed
        self.saved += other.saved
        self.words += other.words

    def last_line(self) -> str:
        """Give what the run is judged by."""
        return (
            f"trials={self.trials} lost={self.lost} duplicated={self.duplicated}"
            f" unreadable={self.unreadable}"
        )

    @property
    def is_clean(self) -> bool:
        """Whether every promise was kept."""
        return not (self.lost or self.duplicated or self.unreadable)


class Trials:
    """Trials one after the other; each on a fresh copy of a profile that is in step."""

    def __init__(self, folder: Path) -> None:
        warm_up()
        self._folder = folder
        self._service = Service(folder)
        self._steps: dict[str, tuple[str, int]] = {}
        self.score = Score()
        self._accounts = [self._account(number) for number in range(3)]
        for number, account in enumerate(self._accounts):
            plan = Plan(f"first.{number}", Way.TIME, acts=0)
            scene = Scene(self._profile(number), account, self._service.town, plan)
            run_child(lambda journal, scene=scene: look(scene, journal))  # type: ignore[misc]

    def _account(self, number: int) -> Account:
        service = self._service
        session = service.sessions[number]
        person = service.town.agents[number]
        return Account(
            service.url, service.instance, person, session.access_token, session.refresh_token
        )

    def _profile(self, number: int) -> Path:
        return self._folder / f"profile{number}"

    def run(self, seed: int, number: int) -> None:
        """Run one trial."""
        plan = draw_plan(seed, number)
        who = number % len(self._accounts)
        folder = self._folder / "trial"
        shutil.rmtree(folder, ignore_errors=True)
        if plan.way is not Way.FIRST_START:
            shutil.copytree(self._profile(who), folder)
        scene = Scene(folder, self._accounts[who], self._service.town, plan)
        first = run_child(
            lambda journal: live(scene, journal),
            plan.after_s if plan.way is Way.TIME else None,
        )
        died = first.killed
        if plan.way is Way.SALVAGE:
            _damage(folder / "outbox.db")
            died = run_child(lambda journal: repair(scene, journal)).killed
        if died:
            self.score.killed[plan.name] += 1
        last = run_child(lambda journal: look(scene, journal))
        self._judge(plan, first, last)

    def _judge(self, plan: Plan, first: Ended, last: Ended) -> None:
        self.score.trials += 1
        facts = [*first.lines]
        for line in facts:
            self._steps.update({k: (v[0], v[1]) for k, v in line.get("steps", {}).items()})
        if any(line["what"] == "fault" for line in facts):
            self._blame("unreadable", plan, f"broke down: {facts[-1]}")
        left = next((line for line in last.lines if line["what"] == "left"), None)
        if left is None or left["integrity"] != "ok":
            self._blame("unreadable", plan, str(last.lines)[:400])
            return
        if not left["quiet"]:
            self._blame("lost", plan, f"does not come to rest: {left}")
        self._judge_ops(plan, facts, left)

    def _judge_ops(self, plan: Plan, facts: list[dict[str, Any]], left: dict[str, Any]) -> None:
        applied = self._service.applied()
        saved = [op for line in facts if line["what"] == "saved" for op in line["ops"]]
        self.score.saved += len(saved)
        for op in saved:
            if op not in applied and op not in left["ops"]:
                self._blame("lost", plan, f"{op} was saved and is nowhere")
        for op, state in left["ops"].items():
            if op in applied:
                self._blame("duplicated", plan, f"{op} is on the desk, yet shown as {state}")

    def _blame(self, what: str, plan: Plan, words: str) -> None:
        setattr(self.score, what, getattr(self.score, what) + 1)
        self.score.words.append(f"{what}: trial {plan.seed} {plan.name} {plan.place}: {words}")

    def finish(self) -> Score:
        """Look for duplicates in the whole desk; gives the score."""
        for words in _doubles(self._service.look(), self._steps):
            self.score.duplicated += 1
            self.score.words.append(words)
        return self.score

    def close(self) -> None:
        """End the service."""
        self._service.close()


def _damage(path: Path) -> None:
    """Spoil the beginning of a store: nothing in it can be read any more."""
    with path.open("r+b") as file:
        file.write(b"\0" * _DAMAGED_AT)
    for name in (f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _doubles(seen: Seen, steps: dict[str, tuple[str, int]]) -> Iterator[str]:
    """Find what stands on the desk twice: marks of entries and tickets, counted minutes."""
    texts = Counter(
        str(doc.get("body") if kind == "entry" else doc.get("subject"))
        for (kind, _), doc in seen.docs.items()
        if kind in {"entry", "ticket"} and doc.get("type") != "event"
    )
    for text, count in texts.items():
        if count > 1 and text.startswith("<"):
            yield f"duplicated: {text} stands on the desk {count} times"
    wanted: Counter[str] = Counter()
    for op_id, (record_id, step) in steps.items():
        if op_id in seen.applied:
            wanted[record_id] += step
    for (kind, record_id), doc in seen.docs.items():
        if kind == "ticket" and doc.get("minutes_spent", 0) != wanted[record_id]:
            yield (
                f"duplicated: {record_id} has {doc.get('minutes_spent')} minutes,"
                f" {wanted[record_id]} were spent"
            )


def run_trials(seed: int, numbers: range) -> Score:
    """Run some trials on a service of their own."""
    with TemporaryDirectory(prefix="dck") as folder:
        trials = Trials(Path(folder))
        try:
            for number in numbers:
                trials.run(seed, number)
            return trials.finish()
        finally:
            trials.close()
