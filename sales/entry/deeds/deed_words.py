"""The words for deeds that are no money: a call, a meeting, a letter, a note. verb_words says which of them leads."""

import re
from typing import Final

from sales.entry.deeds.tense import Tense
from sales.entry.deeds.undone_words import UNDONE
from sales.entry.deeds.verbs import Verb
from sales.entry.reading import words

_AT_AN_HOUR = r"(?<=\bв [0-9]{2} )|(?<=\bв [0-9] )|(?<=\bв [0-9]{2}[:.][0-9]{2} )"
"""«завтра в 11 к Киму»"""
_LOGS: Final[tuple[tuple[str, Verb, Tense], ...]] = (
    *UNDONE,
    (
        (
            r"не дозвон\w*|недозвон\w*|н/?д|(?:трубк[уи] )?не бер(?:ет|ут)(?: (?:трубк[уи]|телефон)|(?! [а-я]))|"
            r"не (?:взял[аи]?|"
            r"снял[аи]?|снима\w+|подош(?:ел|л[аи])) (?:к )?(?:трубк[уи]|телефон\w?)|трубк[уи] не бер(?:ет|"
            r"ут)|трубк[уи] не вз\w+|сбросил[аи]? (?:звонок|трубку)|no answer|"
            r"(?:did|could) ?n[o'’]?t (?:reach|answer)|not answering|(?<!не )взял[аи]? трубку|"
            r"(?:раз|пере)говаривал[аи]?|"
            r"переговорил[аи]?|общал(?:ся|ась|ись)|"
            r"(?:по)?говорил[аи]?|пообщал(?:ся|ась|ись)|набрал[аи]?|набирал[аи]?"
        ),
        Verb.CALL,
        Tense.DONE,
    ),
    (r"(?:по|до|пере)?звонил[аи]?(?:сь|ся)?|созвонил(?:ся|ась|ись)|прозвонил[аи]?", Verb.CALL, Tense.DONE),
    (r"called|phoned|rang|(?:didn['’]?t|did not|not) pick(?:ing)? up|followed up|spoke|talked", Verb.CALL, Tense.DONE),
    (
        (
            r"(?:по|пере|на|про)звон(?:ить|ю|им|ит|ят)|звякн(?:уть|у|ем)|звон(?:ю|им|ит|ят)|спросить|узнать|уточнить|выяснить|"
            r"созвон(?:иться|имся|юсь)|дозвониться|набрать|"
            r"наберу|поговорить|"
            r"позвони|набери|прозвонить|"
            r"напомнить(?= [а-я]+ (?:об?|про) )"
        ),
        Verb.CALL,
        Tense.AHEAD,
    ),
    (
        (
            r"call back|follow up(?: with)?|try (?:them |him |her )?again(?= (?:at|on|in|tomorrow|tmrw|today|later|"
            r"next|mon|tue|wed|thu|fri))"
        ),
        Verb.CALL,
        Tense.AHEAD,
    ),
    (
        (
            r"(?:хол(?:одн\w{2}|\.)?|т[её]пл(?:\w{2}|\.)?|текущ\w{2})(?: звон\w+| обзвон| созвон\w*)|хол(?!\w)|"
            r"call cold|(?:cold|warm|current) call"
        ),
        Verb.CALL,
        Tense.OPEN,
    ),
    (r"(?:по|со)?зв\.?|звон(?:ок|ка|ку|ки|ком|оче?к)|созвон[аыу]?|прозвон|calls?|phone", Verb.CALL, Tense.OPEN),
    (
        (
            r"встретил(?:ся|ась|ись)|встречал(?:ся|ась|ись)|заш(?:ел|ла|ли) (?:в|к|на)|"
            r"(?:съ|за|по)?ездил[аи]?|заехал[аи]?|заезжал[аи]?|"
            r"заскочил[аи]?|заглянул[аи]?|(?:доехал|добрал(?:ся|ась|ись)|дошел|дошла)[аи]? (?:наконец(?:-то)? )?до|"
            r"приезжал[аи]?|"
            r"приехал[аи]? (?:в|к)|побывал[аи]?|"
            r"сходил[аи]?|(?<!встреча )был[аи]? (?:у|в|на встрече|на приеме|на(?! (?:связи|больнич|обед|работ|"
            r"мест|сч)))|(?<=[.,:;] )был[аи]?(?=[.,;!]|$)|met|visited|popped in(?:to)?|dropped by|stopped by|"
            r"swung by|saw"
        ),
        Verb.MEETING,
        Tense.DONE,
    ),
    (
        r"встретиться|встрет(?:имся|люсь)|встреча(?:емся|юсь)|съездить|съезжу|заехать|заскочить",
        Verb.MEETING,
        Tense.AHEAD,
    ),
    (
        (
            r"(?:по|за|подъ|приъ?|вы)?еду(?: (?:в|к|на))?|(?:по)?едем(?: (?:в|к|на))?|"
            r"заеду|зайду|подъеду|выезжаю|выезд|заскочу|загляну|"
            r"(?:пойду|иду|схожу) (?:в|к|на)|буду (?:у|в)|"
            r"\Aко?(?= (?!конц|обед|вечер|утр|сожал|понед|вторн|сред[еу]|четв|пятн|субб|воскр|завтр)[а-я]{3}[^0-9,]* в "
            r"[0-9]{1,2}(?:[:.][0-9]{2})?(?![\w.,:]| ?(?:к|тыс|млн|р)\b))|"
            rf"(?:{_AT_AN_HOUR})ко?(?= (?!конц|обед|вечер|утр)[а-я]{{3}})|meet"
        ),
        Verb.MEETING,
        Tense.AHEAD,
    ),
    (
        (
            r"встреч[аиуе]|встречей|встр\.?|митинг[аиу]?|мит|зум(?= с |$)|"
            r"zoom(?= (?:with|с) )|визит[аыу]?|совещани[еяю]|переговор(?:ы|ов)|замер[аы]?|осмотр|(?:обед|"
            r"ужин|кофе|завтрак)(?= с )|"
            r"meetings?|visit"
        ),
        Verb.MEETING,
        Tense.OPEN,
    ),
    (r"показал[аи]?|презентовал[аи]?|presented", Verb.PRESENTATION, Tense.DONE),
    (r"показать|презентовать", Verb.PRESENTATION, Tense.AHEAD),
    (
        r"показ(?= (?:в|на|для|у) |$|,)|презентаци[яиюей]|презентацией|преза|презу|presentation|demo",
        Verb.PRESENTATION,
        Tense.OPEN,
    ),
    (
        (
            r"написал[аи]?|отправил[аи]?|отправлен[оаы]?|выслал[аи]?|направил[аи]?|скинул[аи]? (?:сч[её]т|кп|"
            r"прайс|договор|акт)\w*|"
            r"выставил[аи]?|wrote|sent|e-?mailed"
        ),
        Verb.LETTER,
        Tense.DONE,
    ),
    (r"написать|отправить|выслать|направить|выставить|напишу|отправлю|вышлю|выставлю|send", Verb.LETTER, Tense.AHEAD),
    (r"письм[оау]|мейл|имейл|e-?mail|letter", Verb.LETTER, Tense.OPEN),
    (r"мероприяти[еяю]|выставк[аиуе]|конференци[яиюей]|event|expo|conference", Verb.EVENT, Tense.OPEN),
    (r"заметк[аиуе]|примечание|note", Verb.NOTE, Tense.DONE),
    (r"(?:добавь |допиши |внеси )?(?:в )?(?:комментари\w{1,2}|заметки)(?: (?:к|по|для))?", Verb.NOTE, Tense.DONE),
    (
        (
            r"(?:запиши(?:те)?|запомни|зафиксируй|отметь|напиши|пометь|имей в виду|учти|remember)(?:,? (?:себе )?что|"
            r",? that)?"
        ),
        Verb.NOTE,
        Tense.DONE,
    ),
)
ON_THE_WAY: Final = re.compile(r"еду(?: (?:в|к|на))?|едем|выезжаю|выезд|иду (?:в|к|на)")
"""Said by who has set out."""

CALLED_OFF: Final = re.compile(
    words(
        r"отбой(?: по)?|не состо(?:ится|ятся)|слетел[аи]?|слетает|накрыл(?:ась|ся|ись)|отвалил(?:ась|ся|ись)|"
        r"отпад\w+|отпал[аи]?|снимаем|снимается|снят[аы]?|аннулир\w+|"
        r"(?:is |was |are )?(?:(?:called|calling) off|scrapped|off the table)"
    )
)
"""Of a call or a meeting, in whose clause they stand: it will not be."""

CARRIERS: Final = re.compile(
    words(
        r"(?:хочу )?записать|(?:запиши|отметь|запомни)(?:те)?,?(?: себе| пожалуйста| плиз|,)*,? что|"
        r"запиши(?:те)?|запишем|запомни|зафиксируй|отметь|добав(?:ь|ить|ьте)|внеси|занеси|"
        r"поставь|создай|заведи|забей|"
        r"оформи|учти|add|record|put"
    )
)
"""«запиши оплату»: said to the bot, and no deed by itself where another word says what is done."""
AHEAD: Final = re.compile(
    words(
        (
            r"надо(?: бы)?|нужно|напомни(?:ть)?|запланир\w+|планиру(?:ю|ем)|назначил[аи]?|назначен[оа]?|план|"
            r"будет|договорил(?:ся|ись|ась) (?:о|на)"
        ),
        r"remind(?: me)?(?: to)?|need to|plan(?:ned)?",
    )
)
DONE: Final = re.compile(words(r"провел[аи]?|прошл[аои]|прошел|состоял(?:ась|ось|ся)|была?|had(?: an?)?|held|done"))
LOG_WORDS: Final = tuple((re.compile(words(pattern)), verb, tense) for pattern, verb, tense in _LOGS)
