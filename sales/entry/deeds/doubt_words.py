"""Words that may make a record another thing than it seems: a denial, hearsay, a wish, a condition, a question."""

import re
from typing import Final

from sales.entry.days.day_words import MONTH_NAME
from sales.entry.numbers.numerals import ORDINAL
from sales.entry.reading import words

DENIES: Final = re.compile(
    words(
        r"не(?! (?:вс[её]|полностью|до конца|целиком|хват\w+|считая|раз|реже|меньше|больше|позже|позднее|"
        r"раньше)(?!\w))",
        r"нет(?! (?:денег|докум\w+|акта|сч[её]та|подписи|ничего|срочно))|ни|нельзя|never|no|not",
        r"\w+n['’]t|(?:did|does|has|have|was|wo|could)nt",
    )
)
STILL_TO_DO: Final = re.compile(r"(?<!\w)не (?:смог\w*|успел[аи]?|удал\w+|получил\w+|вышло|дал[аи]?|забы\w+|решил\w*)")
"""«не смог дозвониться, завтра ещё раз»: denies no plan."""
IS_SAID: Final = re.compile(
    words(
        r"(?<!как )(?<!как и )(?:говор(?:ит|ят|ил[аи]?)|грит|грят|сказал[аи]?|сказано)",
        r"утвержда\w+|уверя\w+|заверя\w+|заверил\w*",
        r"клян[её]тся|клянутся|клялся|божит\w*|якобы|типа|(?:по|с|со) слов(?:ам|а)?|если верить|кажется|по идее",
        r"подтверд\w+|видимо|надеюсь|думаю|слышал[аи]?|пишет|пишут|написал[аи]?(?=,? что)|сообщил[аи]?|сообща\w+",
        r"says?|said|claims?|allegedly|supposedly|apparently|reportedly|i (?:think|guess|hope|heard)|seems?|told",
    )
)
IS_UNREAL: Final = re.compile(
    words(
        r"если|ежели|бы|б|кабы|лишь|чтоб\w?|когда|пока(?! что)|почти|чуть|едва|надо|нужно|нужен|нужна|пора",
        r"(?<!что )(?<!как )долж(?:ен|на|ны|но)|обязан[аы]?|хо(?:тел[аи]?|чет|тят|чу|тим)|собира\w+|планир\w+",
        r"думал[аи]?|мо(?:г(?:ла|ли|ут)?|ж[её][мт]|гу)|обещал[аи]?(?=,? что)",
        r"if|unless|when|until|almost|nearly|should|would|could|supposed to|wanted|planned|going to|needs?|have to",
        r"must|was to|were to",
    )
)
OF_ANOTHER: Final = re.compile(words(r"последн\w+|предыдущ\w+|прошл(?:ый|ая|ое|ую)|тот|та|это|last|previous|that"))
"""«последний звонок это был Ким»: of a record that stands already."""
DONE_BY_OTHERS: Final = re.compile(words(r"коллег[аи]|шеф|начальни\w+|напарни\w+|стаж[её]р\w*|роп|boss|colleague"))
IS_SENT: Final = re.compile(
    words(r"уш(?:ел|л[аои])(?= *(?:$|[\x1f,;.!]|вчера|сегодня|утром|от них))|отправлен[аоы]?|left their bank")
)
"""«платёж ушёл»: from them, and is not here yet."""
AGREED_ON: Final = re.compile(r"(?<!\w)(?:договорил\w+|сошлись|agreed) (?:на|on) $")
ADDED: Final = re.compile(r"(?:\+|(?<!\w)плюс|(?<!\w)plus) ?(?:[0-9]{1,3} ?%|(?:ндс|комисси|процент|vat|fee)\w*)")
CLOCK: Final = re.compile(r"(?<![\w.,:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![\w:])")
IS_TO_DO: Final = re.compile(
    words(r"сделать|сделаем|сделаю|оформ(?:и|ить|им|лю)|провести|готовим|подготовить|make|issue")
)
REFUND_AHEAD: Final = re.compile("вернуть|возвратить", re.IGNORECASE)
"""«вернуть 10к Вектору» is still to be done."""
DENIES_WHOM: Final = re.compile(r"(?<!\w)(?:не|not)(?: (?:от|у|с|со|к|в|из|from))? (?P<who>\w+)")
HAS_TURNED: Final = re.compile(
    words(
        r"задерж\w+|тян[еу]т\w*|передумал[аи]?|отказ\w+|сорвал\w*|молч[аи]\w*|завис\w*|слил\w+|кинул[аи]? нас",
        r"отозвал\w*|отзыва\w+|заморозил\w*|заморожен\w*|арестова\w+|забыли про|должны (?:им|ему|ей)|с нас|от нас",
        r"дубл\w+|уже (?:за|в)пис(?:ывал|ал)[аи]?|уже внос(?:ил|или|ила)|тест|проверка связи|шучу|шутка|например",
        r"динам(?:ит|ят|ил\w*)|мороз(?:ит|ят)\w*|бартер\w*|взаимозач[её]т\w*|вексел\w+",
        r"delay\w*|refus\w+|postpon\w+|cancel\w*|we owe|duplicate|just testing",
    )
)
"""«обещали в пн, но задерживают»: it is not awaited as it was."""
OTHER_DEED: Final = re.compile(
    words(r"встреч[аиу]|созвон\w?|звонок|презентаци[яю]|(?:пере|по)?звонил[аи]?|набрал[аи]?|meeting|call")
)
"""«позвонил Киму в 14 встреча с ним»: with no mark between the two."""
OF_PAPERS: Final = re.compile(
    r"сч[её]т|(?<!\w)кп(?!\w)|коммерч|предлож|договор|(?<!\w)акт|докум|прайс|письм|плат[её]ж|смет|специф|"
    r"invoice|offer|quote|proposal|contract|letter|price|e-?mail"
)
OTHER_DEEDS: Final = re.compile(
    r"(?<!\w)(?:пере|по|до|со)?звон(?:ил|ить|ю|ок|ка(?!\w))|дозвон|набер[иу]|трубк|(?<!\w)был[аи]? (?:в|у)(?!\w)|"
    r"встреч|встрет|презентац|(?<!\w)(?:call|meet)"
)
HAS_COME: Final = re.compile(
    words(
        r"(?:за|о|про|до)?платил[аи]?|перевел[аи]?|пришл[оаи]|поступил[аио]?|закинул[аи]?|внес(?:ла|ли)?|"
        r"(?:от|с)(?:дал|кинул)[аи]?(?= [0-9])|погасил[аи]?|paid|transferred"
    )
)
"""Of money, in the very words of a call."""
TO_WHOM: Final = re.compile(r"(?<!\w)(?P<small>по|к|благодаря)? ?(?P<who>\w{3,}[ую])(?!\w)")
TO_ANY: Final = re.compile(TO_WHOM.pattern.replace("[ую]", "[уюе]"))
ASKS: Final = re.compile(r"(?<!\w)ли(?!\w)|\?")
_MANNER: Final = re.compile(
    r"в|с|со|на|и|а|тоже|это|ещ[её]|вс[её]|весь|вся|полностью|целиком|частично|част\w+|половин\w+|треть\w?|"
    r"остат\w+|остальн\w+|долг\w*|задолженност\w+|просрочк\w+|хвост\w*|деньг\w*|денег|денежк\w+|бабк\w+|"
    r"нал(?:ом|ик\w*|ичк\w+|ичн\w+)?|безнал\w*|карт\w+|сч[её]т\w*|касс\w+|р/с|налич\w+|перевод\w*|терминал\w*|qr|сбп|"
    r"сво[июй]|копейк(?:ами|и)|вовремя|досрочно|ровно|точно|утром|дн[её]м|вечером|ночью|обед\w*|рано|поздно|наконец\w*|быстро|"
    r"сам[аио]?|лично|первы\w+|втор\w+|последн\w+|нов\w+|стар\w+|аренд\w+|ндс|скидк(?:ой|и)|[0-9]{1,3}%|"
    r"us|they|she|he|оплат\w+|плат[её]ж\w*|чек\w{0,2}|скрин(?:шот)?\w{0,2}|скан\w{0,2}|фото|квитанци\w|предоплат\w*|аванс\w*|задач\w+|закрыт\w*|спасибо|ура|"
    r"напомн\w+|накануне|заранее|провер(?:ь|ьте|яй|яйте|ил[аи]?)|посмотри(?:те)?|гляньте?|сверь(?:те)?|thanks?|you|thx|cheers|"
    r"in|full|this|morning|evening|cash|by|card|transfer|partly|partial\w*|each|the|rest|all|finally|"
    r"done|today|on|time|via|debt|their|its|of|it"
)
"""How money came and what for."""
_FOR_WHAT: Final = frozenset(("за", "на", "по", "от", "из", "через", "for", "не"))
_PAPER: Final = re.compile(
    r"(?:договор|контракт|сч[её]т|акт|накладн|заказ|спецификаци|смет[аыуе](?!\w)|упд|заявк|основани)"
)
_FOLLOW: Final = 2
"""Words behind «за», which are what it was paid for."""


def is_manner(piece: str) -> bool:
    """Whether the folded words only tell how money came, what for, or of which paper."""
    if _PAPER.match(piece.removeprefix("по ").removeprefix("за ")):
        return True
    words_of = re.findall(r"[\w/%-]+", piece)
    spared = 0
    for word in words_of:
        spared = _FOLLOW if word in _FOR_WHAT else spared - (word != "и")
        if spared < 0 and not _MANNER.fullmatch(word):
            return False
    return True


COUNTED: Final = re.compile(
    r"(?<![\w№#/-])[0-9][0-9.,]*(?![\w%/-])"
    r"(?! ?(?:част|шт|этап|раз|кг|тонн|литр|метр|куб|мест|поддон|пал+ет|короб|чел|"
    r"лет|год|мес|дн|нед|машин|заказ|позици))"
)
LIKE_A_DAY: Final = re.compile(
    rf"(?<![\w.,])(?:{ORDINAL}|[0-3]?[0-9]-?(?:го|ого|му)|понедельник\w*|вторник\w*|сред[уы]|четверг\w*|пятниц\w+)(?!\w)"
    r"(?! (?:раз|этап|част|транш|квартал|сч[её]т|заказ|вопрос|номер))|"
    rf"(?<!\w)(?:в|in) (?:{MONTH_NAME})\w*|(?<!\w)(?:весной|летом|осенью|зимой|(?:год|месяц|неделю) назад)(?!\w)|"
    r"(?<!\w)(?:в )?(?:прошл|позапрошл)\w+ (?:год|месяц|недел|квартал)\w*"
)
"""«седьмого» beside a day that was read is another day."""
OF_COUNT: Final = re.compile(r"(?:по|за|курс\w*|до|после|с|к|через|из|гост|срок\w*)(?!\w)")

NAME: Final = re.compile(r"[А-ЯЁA-Z][а-яёa-z]{2,}(?: [А-ЯЁA-Z][а-яёa-z]{2,}){0,2}")
OF_SOMEBODY: Final = re.compile(rf"(?<!\w)(?:от|за|на|for|from|вместо) (?P<name>{NAME.pattern})")
NO_PERSON: Final = re.compile(
    rf"(?:{MONTH_NAME}|сбер|тин[ьк]|втб|альфа|банк|росси|москв|яндекс|озон|вайлдб|авито|утр|дн[её]м|вечер|только|"
    r"наконец|лично|успешно)"
)
"""What begins with a capital and is nobody's name."""
