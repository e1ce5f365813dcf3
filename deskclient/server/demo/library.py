"""What the demo desk has to look up: articles, and the devices of its clients."""

import random
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import resources

from deskclient.domain.fields import Value
from deskclient.domain.times import to_text
from deskclient.server.demo.world import SeedRecord, World

_ASSETS = 60
_MODELS = (
    ("Notebooks", "NB", ("Lenovo ThinkPad T14", "HP EliteBook 840", "Dell Latitude 5440")),
    ("Monitors", "MN", ("Dell P2422H", "Samsung S24A600", "Philips 243B1")),
    ("Printers", "PR", ("Kyocera ECOSYS M2040", "HP LaserJet M404", "Pantum BM5100")),
    ("Telephones", "PH", ("Yealink T43U", "Cisco 8841")),
)
_DEVICES = (0, 1, 0, 2, 0, 3, 1)
"""Places among the models: notebooks are half of it."""
_STATUSES = ("in_use", "in_use", "in_use", "in_use", "allocated", "new", "recycled")
_NOBODYS = frozenset({"new", "recycled"})


def tell_library(
    world: World, rng: random.Random, now: datetime, new_id: Callable[[datetime], str]
) -> Iterator[SeedRecord]:
    """Write articles and assets of the year before ``now``.

    Args:
        world: The people, of whom some hold a device.
        rng: Chooses.
        now: The latest moment.
        new_id: Makes an id for what came to be at a moment.
    """
    folder = resources.files("deskclient.server.demo")
    articles = tomllib.loads((folder / "articles.toml").read_text("utf-8"))["article"]
    for number, one in enumerate(articles, 1):
        moment = now - timedelta(days=rng.randint(3, 360), minutes=rng.randint(0, 1439))
        body = str(one["body"]).strip()
        words: dict[str, Value] = {
            "body": body,
            "body_format": "html" if body.startswith("<") else "plain",
        }
        yield _record("article", number, {**one, **words}, moment, new_id)
    for number in range(1, _ASSETS + 1):
        moment = now - timedelta(days=rng.randint(20, 1500), minutes=rng.randint(0, 1439))
        yield _record("asset", number, _asset(world, rng, number, moment), moment, new_id)


def _record(
    kind: str,
    number: int,
    doc: dict[str, Value],
    moment: datetime,
    new_id: Callable[[datetime], str],
) -> SeedRecord:
    at = to_text(moment)
    return SeedRecord(
        kind, new_id(moment), {**doc, "number": number, "created_at": at, "updated_at": at}
    )


def _asset(world: World, rng: random.Random, number: int, bought: datetime) -> dict[str, Value]:
    catalog, prefix, models = _MODELS[_DEVICES[number % len(_DEVICES)]]
    status = rng.choice(_STATUSES)
    model = rng.choice(models)
    doc: dict[str, Value] = {
        "name": f"{prefix}-{1000 + number}",
        "status": status,
        "catalog": catalog,
        "serial": "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ23456789") for _ in range(10)),
        "tag": f"{100_000 + number * 37}",
        "description": model,
        "owner": rng.choice(world.agents[:8])[0],
        "details": "\n".join(
            (
                f"Bought: {bought:%Y-%m-%d}",
                f"Warranty until: {bought + timedelta(days=1095):%Y-%m-%d}",
                f"Room: {rng.randint(1, 9)}{rng.randint(0, 2)}{rng.randint(1, 9)}",
            )
        ),
    }
    if status not in _NOBODYS:
        doc["holder"] = rng.choice(world.requesters)[0]
    return doc
