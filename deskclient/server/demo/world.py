"""The people and the order of the demo desk: lines, queues, categories, agents, requesters."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

from deskclient.domain.fields import Value

LINES = (("First line", 1), ("Second line", 2), ("Third line", 3), ("Makers and vendors", 4))
QUEUES = (
    ("workplace", "Workplace", ["рабочие места", "место"], 0),
    ("network", "Network", ["сеть"], 1),
    ("accounts", "Accounts", ["доступ", "учётные записи"], 0),
    ("applications", "Applications", ["приложения", "программы"], 1),
    ("telephony", "Telephony", ["телефония", "связь"], 0),
    ("security", "Security", ["безопасность"], 2),
)
CATEGORIES = (
    "Printers",
    "VPN",
    "Sign-in",
    "ERP",
    "Laptops",
    "Workplaces",
    "Mail",
    "Wi-Fi",
    "Phones",
    "Phishing",
    "Monitors",
    "Files",
    "Certificates",
    "Mobiles",
    "File shares",
)
AGENTS = (
    ("anna", "Anna Petrova", "lead", 0, "ru"),
    ("ben", "Ben Carter", "agent", 0, "en"),
    ("chloe", "Chloe Martin", "agent", 0, "en"),
    ("dmitri", "Дмитрий Соколов", "agent", 0, "ru"),
    ("elena", "Елена Морозова", "agent", 1, "ru"),
    ("farid", "Farid Rahimi", "agent", 1, "en"),
    ("grace", "Grace Obi", "technician", 1, "en"),
    ("igor", "Игорь Лебедев", "technician", 1, "ru"),
    ("julia", "Julia Hofmann", "agent", 2, "en"),
    ("kirill", "Кирилл Зайцев", "agent", 2, "ru"),
    ("lena", "Lena Fischer", "lead", 3, "en"),
    ("admin", "Desk Administrator", "administrator", 3, "en"),
)
DEMO_LOGIN = "anna"
DEMO_PASSWORD = "demo-desk-2026"  # noqa: S105 - the public password of a throw-away local desk
_PEOPLE = tomllib.loads(
    (resources.files("deskclient.server.demo") / "people.toml").read_text("utf-8")
)
ORGANISATIONS: tuple[str, ...] = tuple(_PEOPLE["organisations"])
_LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia"
_TRANSLIT = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(), strict=True))


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """One record to be put into a desk as it is."""

    kind: str
    id: str
    doc: dict[str, Value]


@dataclass(frozen=True, slots=True)
class SeedUser:
    """Somebody who may sign in."""

    person_id: str
    login: str
    role: str
    queues: tuple[str, ...]
    """Queues with the right to work; the others may be read."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything but the tickets, with ids by name for the stories."""

    records: tuple[SeedRecord, ...]
    users: tuple[SeedUser, ...]
    queues: dict[str, str]
    categories: dict[str, str]
    lines: tuple[str, ...]
    agents: tuple[tuple[str, str, int, str], ...]
    """Id, name, line index, language."""
    requesters: tuple[tuple[str, str, str, str], ...]
    """Id, name, organisation id, language."""
    organisation_names: dict[str, str]


def build_world(new_id: Callable[[], str], rng: random.Random, born: str) -> World:
    """Make the order of the desk; ``born`` is the moment everything was created."""
    stamp: dict[str, Value] = {"created_at": born, "updated_at": born, "active": True}
    records: list[SeedRecord] = []

    def add(kind: str, doc: dict[str, Value]) -> str:
        records.append(SeedRecord(kind, new_id(), {**doc, **stamp}))
        return records[-1].id

    lines = tuple(
        add("line", {"name": name, "level": level, "position": level}) for name, level in LINES
    )
    queues = {
        slug: add(
            "queue",
            {"name": name, "slug": slug, "words": list(words), "line": lines[line], "position": at},
        )
        for at, (slug, name, words, line) in enumerate(QUEUES)
    }
    categories = {
        name: add("category", {"name": name, "position": at}) for at, name in enumerate(CATEGORIES)
    }
    organisations = [_add_organisation(add, rng, name) for name in ORGANISATIONS]
    agents = tuple(
        (add("person", _agent_doc(agent, lines)), agent[1], agent[3], agent[4]) for agent in AGENTS
    )
    requesters = tuple(_add_requester(add, rng, at, organisations) for at in range(300))
    users = tuple(_user(at, agents[at][0], queues) for at in range(len(AGENTS)))
    names = dict(zip(organisations, ORGANISATIONS, strict=True))
    return World(tuple(records), users, queues, categories, lines, agents, requesters, names)


def _user(at: int, person_id: str, queues: dict[str, str]) -> SeedUser:
    login, _, role, line, _ = AGENTS[at]
    if role in {"lead", "administrator"} or line > 0:
        return SeedUser(person_id, login, role, tuple(queues.values()))
    work = tuple(key for slug, key in queues.items() if slug != "security")
    return SeedUser(person_id, login, role, work)


def _agent_doc(agent: tuple[str, str, str, int, str], lines: tuple[str, ...]) -> dict[str, Value]:
    login, name, role, line, language = agent
    return {
        "name": name,
        "login": login,
        "email": f"{login}@desk.example",
        "phone": f"+44 20 7946 {600 + len(login) * 7 + line:04d}",
        "title": role.capitalize(),
        "is_agent": True,
        "line": lines[line],
        "language": language,
    }


def _add_organisation(
    add: Callable[[str, dict[str, Value]], str], rng: random.Random, name: str
) -> str:
    domain = "".join(ch for ch in transliterate(name).lower() if ch.isalnum()) + ".example"
    level = rng.choice(["base", "paid", "paid", "subscription"])
    return add("organisation", {"name": name, "domain": domain, "support_level": level})


def _add_requester(
    add: Callable[[str, dict[str, Value]], str],
    rng: random.Random,
    at: int,
    organisations: list[str],
) -> tuple[str, str, str, str]:
    half = len(organisations) // 2
    place = at % len(organisations)
    language = "en" if place < half else "ru"
    name = _person_name(rng, language)
    login = ".".join(transliterate(name).lower().split()) + str(at)
    doc: dict[str, Value] = {
        "name": name,
        "login": login,
        "email": f"{login}@client{place}.example",
        "phone": f"+7 495 555-{at:04d}" if language == "ru" else f"+44 113 496 {at:04d}",
        "organisation": organisations[place],
        "department": rng.choice(_PEOPLE[language]["departments"]),
        "language": language,
        "is_agent": False,
    }
    return add("person", doc), name, organisations[place], language


def _person_name(rng: random.Random, language: str) -> str:
    names = _PEOPLE["ru_men" if language == "ru" and rng.random() < 0.5 else language]
    return f"{rng.choice(names['first'])} {rng.choice(names['last'])}"


def transliterate(text: str) -> str:
    """Write Cyrillic in Latin letters, for sign-in names and domains of the demo only."""
    out = []
    for letter in text:
        latin = _TRANSLIT.get(letter.lower(), letter).replace("-", "")
        out.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(out)
