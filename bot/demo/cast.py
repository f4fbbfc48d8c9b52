"""Who plays in the demo: a department of three managers and their twenty clients, in Russian and in English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cast:
    """Names by part. The first manager's first three clients are the ones of today's payments."""

    department: str
    owner: str
    lead: str
    managers: tuple[str, str, str]
    clients: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    contacts: tuple[str, ...]
    lines: tuple[str, ...]
    """What the clients do."""
    territories: tuple[str, str, str]
    """One for each manager."""
    sources: tuple[str, ...]
    positions: tuple[str, ...]
    call_notes: tuple[str, ...]
    meeting_notes: tuple[str, ...]
    deals: tuple[str, ...]
    rival: str
    """To whom a deal was lost."""
    promises: tuple[tuple[str, str], ...]
    """What is planned for this afternoon: a call's and a meeting's comment, for each manager."""
    asks: tuple[str, str, str, str, str]
    """Three tasks, an advice, a claim."""
    roles: tuple[str, str, str]
    """Manager, lead, owner, as the page notes them under a name."""

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """(name, role) in the order in which the phones stand: the first manager beside the lead."""
        manager, lead, owner = self.roles
        first, *others = ((name, manager) for name in self.managers)
        return (first, (self.lead, lead), *others, (self.owner, owner))


RUSSIAN = Cast(
    department="Отдел продаж",
    owner="Ирина",
    lead="Ольга",
    managers=("Анна", "Борис", "Виктор"),
    clients=(
        ("ООО «Вектор»", "Ромашка", "ИП Ким", "СтройГрад", "24 Часа", "Школа 57", "АгроЮг"),
        ("Вектор-Юг", "ТехноПарк", "ООО «Берег»", "Медлайн", "Сибирь-Лес", "Кафе «Уют»", "ПромСнаб"),
        ("Альфа-Строй", "ИП Громова", "Северный порт", "Фабрика №3", "ЭкоДом", "Логистика Плюс"),
    ),
    contacts=("Марина", "Сергей Павлович", "Алексей", "Татьяна", "Игорь", "Наталья Ким"),
    lines=("опт", "розница", "строительство", "производство", "услуги"),
    territories=("Юг", "Север", "Центр"),
    sources=("выставка", "сайт", "рекомендация", "холодный звонок"),
    positions=("закупки", "директор", "бухгалтерия", "снабжение"),
    call_notes=(
        "ждут счёт",
        "просили перезвонить после обеда",
        "согласовали объём",
        "директор в отпуске до среды",
        "сравнивают с другим поставщиком",
        "нужна скидка на партию",
        "отправить реквизиты",
        "бюджет утвердят на неделе",
    ),
    meeting_notes=("показали расчёт", "договорились о пробной партии", "обсудили рассрочку", "посмотрели склад"),
    deals=("Поставка на квартал", "Пробная партия", "Годовой договор", "Обслуживание", "Расширение заказа"),
    rival="ТоргСервис",
    promises=(
        ("ждут счёт", "показать расчёт"),
        ("узнать про оплату", "подписать договор"),
        ("сверить остатки", "знакомство"),
    ),
    asks=(
        "КП по годовому договору",
        "акт сверки",
        "обзвон спящих клиентов",
        "позвоните директору",
        "недовоз 2 коробок",
    ),
    roles=("менеджер", "РОП", "владелец"),
)

ENGLISH = Cast(
    department="Sales",
    owner="Irene",
    lead="Olivia",
    managers=("Anna", "Ben", "Victor"),
    clients=(
        ("Vector Ltd", "Camomile", "Kim & Sons", "BuildCity", "24 Hours", "School 57", "AgroSouth"),
        ("Vector South", "TechnoPark", "Shoreline Ltd", "Medline", "Timberland Co", "Cosy Café", "Prime Supply"),
        ("Alpha Build", "Gromova Studio", "North Harbour", "Factory No 3", "EcoHouse", "Logistics Plus"),
    ),
    contacts=("Marina", "Samuel Price", "Alex", "Tatiana", "Igor", "Natalie Kim"),
    lines=("wholesale", "retail", "construction", "manufacturing", "services"),
    territories=("South", "North", "Centre"),
    sources=("exhibition", "website", "recommendation", "cold call"),
    positions=("purchases", "director", "accounts", "supply"),
    call_notes=(
        "waiting for the invoice",
        "asked to call after lunch",
        "agreed on the volume",
        "director away till Wednesday",
        "comparing with another supplier",
        "want a batch discount",
        "send the bank details",
        "budget due this week",
    ),
    meeting_notes=(
        "showed the estimate",
        "agreed on a trial batch",
        "talked about instalments",
        "visited the warehouse",
    ),
    deals=("Quarterly supply", "Trial batch", "Annual contract", "Maintenance", "Larger order"),
    rival="TradeServe",
    promises=(
        ("waiting for the invoice", "show the estimate"),
        ("ask about the payment", "sign the contract"),
        ("check the balances", "first meeting"),
    ),
    asks=("offer for the year", "statement of account", "ring the sleeping ones", "call the director", "2 boxes short"),
    roles=("manager", "lead", "owner"),
)

CASTS = {"ru": RUSSIAN, "en": ENGLISH}
