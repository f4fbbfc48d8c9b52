"""The words that ask for a client, make one, or tell of one; intents says what comes of them."""

import re
from typing import Final

from sales.entry.talk.intent_words import PLEASE

CARD: Final = re.compile(
    PLEASE + r"(?:карточк[ау]|карта|карту|досье|инфо(?:рмаци[яюи])?|информация|данные|телефон|контакты?|история|"
    r"client card|card)"
    r"(?: (?:по|о|об|у|клиента|client|of))? (?P<who>.+)"
)
SHOW: Final = re.compile(
    r"(?:покажи|открой|show|open) (?:мне )?(?P<who>.+)|(?P<who2>.+) (?:карточка|досье|контакты|телефон|история)"
)
WHEN: Final = re.compile(
    r"когда (?:у меня |у нас |следующ\w+ |была? )*(?:встреч\w|звонок|созвон|презентация|визит)(?: с| со| у| в|"
    r" к)? (?P<whom>.+)|"
    r"when (?:will|does|is|do) (?P<whose>.+?)(?: pay| paying)?|"
    r"когда (?:платит|оплатит|заплатит|оплата|жд[её]м|прид[её]т)(?: оплата| деньги)?(?: от| у)? (?P<who>.+)"
)
_OF_MONEY = r"(?: (?:с|по) (?:оплат\w+|деньг\w+|долг\w*|сч[её]т\w*|договор\w*))?"
ABOUT: Final = re.compile(PLEASE + rf"(?:что|как|чё)(?: там)? (?:по|с|со|у|насч[её]т) (?P<who>.+?){_OF_MONEY}")
OWES: Final = re.compile(
    r"(?:долги?|задолженность|просрочка|остаток|баланс|сальдо)(?: у| по| от)? (?P<who>[^0-9].*)|"
    r"сколько(?: нам| ещ[её])? (?:долж(?:ен|на|ны)|остал[оа]сь|висит)(?: у| за| на)? (?P<who2>.+)|"
    r"(?P<who3>.+) сколько (?:долж(?:ен|на|ны)|висит|остал[оа]сь)|(?P<who4>.+) owes(?: us| me)? how much|"
    r"how much does (?P<who5>.+?) owe(?: us| me)?"
)
CLIENT: Final = re.compile(r"клиент (?P<who>.+)")
FIND: Final = re.compile(PLEASE + r"(?:найди(?:те)?|найти|поиск|ищи|поищи|где|find|search) (?P<text>.+)")
NEW: Final = re.compile(
    r"(?:(?:добав(?:ь|ить|ьте)|созда(?:й|ть)|заведи|завести|запиши|add|create|new) )?"
    r"(?:нов(?:ый|ого|ые) (?:клиент|контрагент)а?|клиента|new client|client)[:\- ]+(?P<name>.+)"
)
WITH_NUMBERS: Final = re.compile(r"клиент (?P<name>[^0-9]+(?:инн|тел|телефон|моб).*[0-9].*)")
KIND_OF_CLIENT: Final = re.compile(r"^(?:это )?(?:компания|фирма|организация) (?=\S)[«\"]?", re.IGNORECASE)
DETAILS: Final = re.compile(r"[,;]? ?(?:инн|inn|тел\.?|телефон|моб\.?|\+7|8 ?\(?9)[ :]*[0-9(].*", re.IGNORECASE)
DISPUTED: Final = re.compile(
    r"(?:спор|спорят|оспарива[ею]т|dispute)(?: (?:с|по|у|with))? (?P<who>[^:,;—]+?)(?:(?: ?[:,;—] ?| (?=(?:по|"
    r"из-за|за|насчет|о|about|over) ))(?P<why>.+))?"
)
REFUSED: Final = re.compile(r"отказ (?P<who>[^:,-]+)(?:[:,-].*)?")
DEAL: Final = re.compile(
    r"(?:сделк[аиу]|тендер|скидк[аиу]|нпс|nps|претензи[яию]|рекламаци[яию]|конкурент\w*|идея|идею|"
    r"поручени[ея]|задач[аиу]|задание|"
    r"deal|tender|complaint|idea|discount)(?:[ :].*)?"
)
STAGE: Final = re.compile(r"(?P<who>.+) (?:в (?:лид|контакт|квалификаци[юи]|презентаци[юи]|кп|договор|сч[её]т)|дальше)")
INN: Final = re.compile(
    r"(?:инн|inn):? (?P<who>.*?\w)[: ]+(?P<inn>[0-9]{8,13})|(?P<who2>.*?\w)[: ]+(?:инн|inn):? ?(?P<inn2>[0-9]{8,13})"
)
