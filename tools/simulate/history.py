"""Runs one history and judges it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.virtual_loop import run_virtual
from tools.simulate.oracle_client import check_client
from tools.simulate.oracle_desk import check_history
from tools.simulate.oracle_ops import check_operations
from tools.simulate.plants import HEALTHY, Plant
from tools.simulate.rig import Rig
from tools.simulate.story import Story
from tools.simulate.trace import Trace
from tools.simulate.truth import read_truth
from tools.simulate.verdict import Fault, Finding

_LIMIT_S = 50_000.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one history came to."""

    seed: int
    trace: str
    """Hash of everything that happened."""
    findings: tuple[Finding, ...]
    operations: int
    """How many operations people made."""
    repaired: bool = False
    """A client differed from the desk at first, noticed it and repaired itself."""


def run_history(
    rig: Rig, seed: int, *, plant: Plant = HEALTHY, trace: Trace | None = None
) -> Outcome:
    """Run the history of a seed from beginning to end."""
    trace = trace or Trace()
    with plant.service():
        return run_virtual(lambda _: _run(rig, seed, plant, trace), time_limit_s=_LIMIT_S)


async def _run(rig: Rig, seed: int, plant: Plant, trace: Trace) -> Outcome:
    story = Story(rig, seed, trace, plant)
    await story.unfold()
    findings = tuple(_judge(story))
    late = bool(findings) and all(one.fault is Fault.DIVERGED for one in findings)
    if late and story.restful:
        await story.wait_for_repair()
        findings = tuple(_judge(story))
    for finding in findings:
        trace.note(story.seconds(), "oracle", str(finding))
    await story.end()
    for machine in story.machines:
        machine.close()
    story.operator.close()
    repaired = late and not findings
    return Outcome(seed, trace.digest(), findings, len(story.lineage.all()), repaired=repaired)


def _judge(story: Story) -> Iterator[Finding]:
    truth = read_truth(story.rig)
    if not story.restful:
        links = [
            "dead" if one.client is None else one.client.engine.status().link.value
            for one in story.machines
        ]
        yield Finding(Fault.DIVERGED, "does not come to rest", " ".join(links))
    yield from check_operations(story.lineage, story.outboxes(), truth)
    yield from check_history(story.rig.registry, story.lineage, truth, story.operator.merges)
    for machine in story.machines:
        yield from check_client(machine, truth)
        for fault in machine.faults():
            yield Finding(Fault.DIVERGED, "a client broke down", f"{machine.name} {fault!r}")
