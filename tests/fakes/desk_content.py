"""Believable content for the fake desk: people, queues, tickets in English and Russian."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from deskclient.domain.fields import Value
from deskclient.domain.kinds.ticket import priority_of
from deskclient.domain.times import to_text

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
ME = "p-me"
QUEUES = (
    ("q-desk", "Service desk", "desk", ("приёмная",)),
    ("q-net", "Network", "network", ("сеть",)),
    ("q-soft", "Software", "software", ("программы",)),
    ("q-hard", "Workplaces", "workplace", ("рабочие места",)),
    ("q-acc", "Accounts", "accounts", ("учётные записи",)),
    ("q-print", "Printing", "printing", ("печать",)),
)
LINES = (("l-1", "Line 1", 1), ("l-2", "Line 2", 2), ("l-3", "Line 3", 3), ("l-4", "Maker", 4))
CATEGORIES = (
    ("c-mail", "E-mail"),
    ("c-vpn", "Remote access"),
    ("c-print", "Printers"),
    ("c-acc", "Accounts and rights"),
    ("c-pc", "Computers"),
    ("c-app", "Applications"),
)
TAGS = ("vip", "floor-3", "branch", "onboarding", "повтор", "склад", "замена")
ORGANISATIONS = (
    "Northwind Clinics",
    "Aurora Logistics",
    "Верхневолжский завод",
    "Gymnasium 12",
    "Банк «Слобода»",
    "Harbour Foods",
)
AGENTS = (
    (ME, "Dana Whitfield", "dana"),
    ("p-a2", "Tomás Oliveira", "tomas"),
    ("p-a3", "Ирина Соколова", "irina"),
    ("p-a4", "Pavel Novák", "pavel"),
    ("p-a5", "Алексей Журавлёв", "alexey"),
    ("p-a6", "Grace Okafor", "grace"),
)
REQUESTERS = (
    "Helen Marsh",
    "Сергей Ёлкин",
    "Priya Raman",
    "Марина Королёва",
    "Owen Price",
    "Николай Семёнов",
    "Lucía Ferrer",
    "Ольга Демидова",
    "Ben Carter",
    "Татьяна Шевчук",
    "Yusuf Demir",
    "Анна Пономарёва",
    "Ingrid Solberg",
    "Виктор Лапин",
    "Chloe Bennett",
    "Дмитрий Фёдоров",
)
SUBJECTS = (
    ("Printer on floor 3 jams on every second page", "q-print", "c-print"),
    ("VPN drops every ten minutes when on mobile data", "q-net", "c-vpn"),
    ("New starter on Monday: laptop, badge and accounts", "q-acc", "c-acc"),
    ("Не открывается общая папка «Договоры»", "q-acc", "c-acc"),
    ("Outlook keeps asking for the password", "q-soft", "c-mail"),
    ("Заменить картридж в бухгалтерии, кабинет 214", "q-print", "c-print"),
    ("Screen flickers after docking", "q-hard", "c-pc"),
    ("Медленно работает 1С у всего отдела продаж", "q-soft", "c-app"),
    ("Cannot join the meeting from room B2", "q-hard", "c-pc"),
    ("Разблокировать учётную запись после отпуска", "q-acc", "c-acc"),
    ("Wi-Fi has no signal in the new warehouse", "q-net", "c-vpn"),
    ("Установить ЭЦП и настроить вход на портал", "q-soft", "c-app"),
    ("Shared mailbox does not show sent messages", "q-soft", "c-mail"),
    ("Телефон на ресепшен не звонит", "q-desk", "c-pc"),
    ("Request access to the payroll folder for two weeks", "q-acc", "c-acc"),
    ("Ноутбук не включается после обновления", "q-hard", "c-pc"),
    ("Scanner sends blank pages to e-mail", "q-print", "c-print"),
    ("Пропал интернет в филиале на Лесной", "q-net", "c-vpn"),
    ("Certificate warning on the intranet start page", "q-net", "c-app"),
    ("Кассовая программа закрывается при печати чека", "q-soft", "c-app"),
    ("Move of six desks from room 110 to 305", "q-hard", "c-pc"),
    ("Спам под видом писем от банка", "q-desk", "c-mail"),
    ("Excel add-in is blocked by policy", "q-soft", "c-app"),
    ("Видеоконференция без звука в переговорной", "q-hard", "c-pc"),
)
_STATUSES = ("new", "open", "open", "open", "planned", "pending_customer", "pending_third_party")
_TALK = (
    ("message", "Good morning, this has been happening since Friday. Could someone have a look?"),
    ("reply", "Hello, thank you for the report. I have restarted the spooler; please try again."),
    ("message", "It was fine for an hour, then the same again. Two colleagues have it too."),
    ("note", "Roller kit is at the end of its life; ordered a new one, arrives on Wednesday."),
    ("reply", "We will replace a part on Wednesday morning. Until then please use the one by 312."),
)
_TALK_RU = (
    (
        "message",
        "Добрый день! Началось в пятницу, перезагрузка не помогла. Посмотрите, пожалуйста.",
    ),
    (
        "reply",
        "Здравствуйте! Спасибо за обращение. Проверил службу, перезапустил; попробуйте ещё раз.",
    ),
    ("message", "Час работало, потом снова то же самое. У двух коллег так же."),
    ("note", "Похоже на блок питания: заказал замену, привезут в среду."),
)


@dataclass(slots=True)
class Content:
    """Documents by kind and id."""

    docs: dict[str, dict[str, dict[str, Value]]] = field(default_factory=dict)

    def add(self, kind: str, record_id: str, **doc: Value) -> None:
        """Add a record."""
        self.docs.setdefault(kind, {})[record_id] = doc


def make_content(tickets: int = 300, seed: int = 7) -> Content:
    """Make the desk's content; the same for the same arguments."""
    content, chance = Content(), random.Random(seed)  # noqa: S311 - repeatable
    _catalogue(content)
    _people(content)
    for number in range(tickets):
        _ticket(content, chance, 1000 + tickets - number, number)
    return content


def _catalogue(content: Content) -> None:
    for at, (record_id, name, slug, words) in enumerate(QUEUES):
        content.add(
            "queue", record_id, name=name, slug=slug, words=list(words), position=at, active=True
        )
    for at, (record_id, name, level) in enumerate(LINES):
        content.add("line", record_id, name=name, level=level, position=at, active=True)
    for at, (record_id, name) in enumerate(CATEGORIES):
        content.add("category", record_id, name=name, position=at, active=True)
    for name in TAGS:
        content.add("tag", f"t-{name}", name=name, active=True)
    content.add(
        "saved_view",
        "v-1",
        name="High in printing",
        query="queue:printing priority:high is:open",
        position=0,
        owner=ME,
        shared=False,
        sort="-updated_at",
        columns=[],
    )
    content.add(
        "saved_view",
        "v-2",
        name="Ждут подрядчика",
        query="status:подрядчик",
        position=1,
        owner=ME,
        shared=True,
        sort="due_at",
        columns=[],
    )
    content.add(
        "reply_template",
        "rt-1",
        name="First answer",
        shortcut="first",
        language="en",
        body="Hello {requester},\n\nthank you for writing. We are looking into it.\n\n{me}",
        owner=ME,
        shared=True,
    )


def _people(content: Content) -> None:
    for at, name in enumerate(ORGANISATIONS):
        content.add("organisation", f"o-{at}", name=name, support_level="base", active=True)
    for at, (record_id, name, login) in enumerate(AGENTS):
        content.add(
            "person",
            record_id,
            name=name,
            login=login,
            email=f"{login}@desk.example",
            is_agent=True,
            line=f"l-{1 + at % 3}",
            active=True,
            language="en",
        )
    for at, name in enumerate(REQUESTERS):
        russian = name[0] > "А"
        content.add(
            "person",
            f"r-{at}",
            name=name,
            login=f"user{at:02}",
            email=f"user{at:02}@client.example",
            phone=f"+7 495 555-0{at:02}-10" if russian else f"+44 20 5550 1{at:02}",
            organisation=f"o-{at % len(ORGANISATIONS)}",
            active=True,
            is_agent=False,
            place=f"Room {100 + at}",
            title="Accountant",
            language="ru" if russian else "en",
        )


def _ticket(content: Content, chance: random.Random, number: int, at: int) -> None:
    subject, queue, category = SUBJECTS[at % len(SUBJECTS)]
    created = NOW - timedelta(minutes=7 + at * 47 + chance.randrange(30))
    updated = created + (NOW - created) * chance.random() ** 3 * 0.9
    status = chance.choice(_STATUSES) if at < 170 else chance.choice(("solved", "closed", "closed"))
    who = at % len(REQUESTERS)
    owner = None if status == "new" or chance.random() < 0.15 else chance.choice(AGENTS)[0]
    impact = chance.choice(("person", "person", "person", "group", "site"))
    urgency = chance.choice(("now", "soon", "soon", "later"))
    due = created + timedelta(hours=chance.choice((4, 8, 24, 48, 72)))
    record_id = f"k-{number}"
    talk = _TALK_RU if subject[0] > "А" else _TALK
    entries = talk[: chance.randrange(1, len(talk) + 1)]
    content.add(
        "ticket",
        record_id,
        number=number,
        subject=subject,
        status=status,
        queue=queue,
        category=category,
        impact=impact,
        urgency=urgency,
        priority=priority_of(impact, urgency),
        owner=owner,
        requester=f"r-{who}",
        organisation=f"o-{who % len(ORGANISATIONS)}",
        line=f"l-{1 + at % 3}",
        channel=chance.choice(("phone", "email", "email", "portal", "chat")),
        request_kind=chance.choice(("incident", "incident", "service_request", "question")),
        tags=sorted(chance.sample(TAGS, chance.choice((0, 0, 1, 2)))),
        watchers=[],
        due_at=to_text(due),
        created_at=to_text(created),
        updated_at=to_text(updated),
        last_entry_at=to_text(updated),
        minutes_spent=chance.randrange(0, 90, 5),
        waits_for_us=entries[-1][0] == "message",
        entry_count=len(entries),
        reopened=0,
        planned_at=to_text(NOW + timedelta(hours=5)) if status == "planned" else None,
        resolution_code="fixed" if at >= 170 else None,
        resolution="Replaced the part." if at >= 170 else None,
    )
    _conversation(
        content, record_id, list(_moments(created, updated, len(entries))), entries, owner, who
    )


def _moments(start: datetime, end: datetime, count: int) -> Iterator[datetime]:
    for at in range(count):
        yield start + (end - start) * at / max(1, count - 1)


def _conversation(
    content: Content,
    ticket: str,
    moments: list[datetime],
    entries: tuple[tuple[str, str], ...],
    owner: str | None,
    who: int,
) -> None:
    for at, ((kind, body), moment) in enumerate(zip(entries, moments, strict=True)):
        author = f"r-{who}" if kind == "message" else owner or ME
        content.add(
            "entry",
            f"e-{ticket}-{at}",
            ticket=ticket,
            type=kind,
            author=author,
            body=body,
            body_format="plain",
            channel="email",
            ord=at + 1,
            acted_at=to_text(moment),
            created_at=to_text(moment),
        )
