"""Runs one history and judges it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.fakes.virtual_loop import run_virtual
from tools.simulate.plants import Plant
from tools.simulate.story import Story
from tools.simulate.trace import Trace
from tools.simulate.verdict import Fault, Finding
from tools.simulate.world import World

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


def run_history(world: World, seed: int, *, plant: Plant, trace: Trace | None = None) -> Outcome:
    """Run the history of a seed from beginning to end."""
    trace = trace or Trace()
    with plant.service():
        return run_virtual(lambda _: _run(world, seed, plant, trace), time_limit_s=_LIMIT_S)


async def _run(world: World, seed: int, plant: Plant, trace: Trace) -> Outcome:
    story = Story(world, seed, trace, plant)
    await story.unfold()
    findings = tuple(await _judge(story))
    late = False
    for place, rounds in enumerate(world.repair_rounds, 1):
        if not (findings and story.restful and all(map(_may_be_repaired, findings))):
            break
        late = place == len(world.repair_rounds)
        await story.wait_for_repair(rounds)
        findings = tuple(await _judge(story))
    for finding in findings:
        trace.note(story.seconds(), "oracle", str(finding))
    await story.end()
    for machine in story.machines:
        machine.close()
    story.operator.close()
    repaired = late and not findings
    return Outcome(seed, trace.digest(), findings, len(story.lineage.all()), repaired=repaired)


def _may_be_repaired(finding: Finding) -> bool:
    return finding.fault is Fault.DIVERGED


async def _judge(story: Story) -> Sequence[Finding]:
    found: list[Finding] = []
    if not story.restful:
        links = [
            "dead" if one.client is None else one.client.engine.status().link.value
            for one in story.machines
        ]
        under_way = [
            f"{op.state.value} {op.action.value} {op.kind} {op.record_id} {op.problem}"
            for op in story.outboxes().values()
        ]
        found.append(Finding(Fault.DIVERGED, "does not come to rest", " ".join(links + under_way)))
    found += await story.world.judge(story, story.operator)
    for machine in story.machines:
        for fault in machine.faults():
            detail = f"{machine.name} {fault!r}"
            found.append(Finding(Fault.DIVERGED, "a client broke down", detail))
    return found
