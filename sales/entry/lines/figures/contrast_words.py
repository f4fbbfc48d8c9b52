"""The words of a contrast: what says that a figure is the old one, and what leads to the new one."""

import re
from typing import Final

MAY_BE: Final = re.compile(
    r"(?<!\w)(?:не|вместо|взамен|обещ|планир|договар|должн|с|раньше|пораньше|позже|попозже|позднее|теперь|стало|был|стоял|неудобно|отпадает|то|время|час|not|instead|rather|can|won|was|now|"
    r"make|same|is off|doesn)"
)
"""Without one of these nothing is contrasted."""
SMALL: Final = r"(?:(?:на|в|во|к|ко|до|с|со|по|on|in|at|by|to|from|the) ){0,2}"
NOT: Final = r"(?:не|not)(?: (?:было|уже))?"
OLD: Final = re.compile(
    rf"(?:[,(;–—-] ?)?(?<!\w)(?:(?:состоится|будет|пройдет) )?(?:(?:а|но|and|but) )?"
    rf"(?:{NOT}|(?:взамен|вместо)(?: (?:прежн|стар|обещан|наш|тех)\w*)?|"
    rf"instead of|rather than|(?:can['’]?t|cannot|won['’]?t) (?:do|make)(?: it)?) {SMALL}$"
)
"""Before what was."""
STOOD: Final = re.compile(
    rf"(?:[,(;–—-] ?)?(?<!\w)(?:раньше |прежде |а )?(?:был[аои]?|стоял[аои]?|was)"
    rf"(?: (?:указан|назначен|записан)\w*)? {SMALL}$"
)
"""«480 (было 420)»"""
UNABLE: Final = re.compile(
    r" (?:уже |никак |точно |всё же )*"
    r"(?:не (?:жд(?:ать|[её]м)|ожида\w+|буд[еу]т|мо[гж]\w+|смо[гж]\w+|получ\w+|вы(?:йд|ход)\w+|успе\w+|подходит|удобно|"
    r"устраива\w+)|"
    r"неудобно|отпадает|can['’]?t|doesn['’]?t work|is off)"
    r"(?: (?:за|о|про)?платить| перевести| приехать| встретиться)?(?= ?[,;.–—-])"
)
"""Behind what was: «в 14 не могут, давайте в 16»."""
BUT: Final = re.compile(
    r"\)? ?[,;.–—-]* ?(?:а |но |but )?(?:(?:уже|лучше|только|лишь|давай(?:те)?|можно|тогда|ближе|стало|теперь|"
    rf"сразу|будет|rather|closer|make it|let['’]?s(?: do)?) )*{SMALL}"
)
"""Between what was and what is."""
PROMISED: Final = re.compile(
    r"(?<!\w)(?:обеща\w+|(?:за)?планирова\w+|договаривались|договорились|должны были|должен был|должна была|promised|"
    rf"planned)(?: (?:за|о|про)?платить| to pay)? {SMALL}$"
)
TURNED: Final = re.compile(
    r" ?[,;.–—-]? ?(?:(?:а|но|but)(?!\w)|.*(?<!\w)(?:теперь|перен[ео]с\w+|сдвинул\w+|now)(?!\w))"
)
"""«обещали 24, но заплатят 28 декабря»"""
SINCE: Final = re.compile(r"(?:с|со|from) ")
SINCE_IT: Final = re.compile(rf"(?<!\w){SINCE.pattern}$")
TO: Final = re.compile(r" (?:на|до|к|to|→) |(?= (?:на|до|к|в|to) )? ")
AS_TOLD: Final = re.compile(
    r",? как (?:и )?(?:обеща|договарива|договори|планирова|говори|было)\w*(?: раньше)?(?!\w)|(?<!\w)как (?=\x1f| *$)"
)
AND_NOT: Final = re.compile(rf"[,;–—-]? (?:а|но|but) (?:(?:уже|только|лишь) )*{SMALL}$")
"""«не 31 пришло, а 21»"""
LEADS: Final = re.compile(
    rf"(?<!\w)(?:(?:теперь|стало|будет|давай(?:те)?|лучше|можно|тогда|now|make it|let['’]?s do) )+{SMALL}$"
)
"""Before what is to be it says no more."""
NOW: Final = re.compile(
    r"(?<!\w)(?:теперь|стало|(?:is |it['’]?s )?now|make it|(?<!не )(?:по)?(?:раньше|позже|позднее),?)"
    rf"(?: (?:лучше|давай(?:те)?|уже))? {SMALL}$"
)
"""«встреча с Кимом теперь в 11», «Tuesday make it 4pm»: what stands is another, which is not said."""
INSTEAD: Final = re.compile(r" instead(?=[ .!]*$)")
ORDERED: Final = re.compile(
    r"(?<!\w)(?:увелич|уменьш|урез|сократ|пересчит|добав|сниз|подня|пересмотр|помен|дозаказ|замен|increased|reduced|cut)\w*"
    r"(?: (?:нам |свой |их |the |their )?(?:заказ|объ[её]м|сумм|сч[её]т|спецификаци|смет|парти|order|invoice)\w*)?"
    r"(?: (?:до|на|to))?(?!\w)"
)
"""Why the sum is another."""
KEPT: Final = re.compile(
    r"(?<!\w)(?:(?:в |на )?то(?:т)? же (?:само[ей] )?(?:время|час)|время (?:то же|прежнее|не меняем)|час тот же|"
    r"(?:at )?the same (?:time|hour)|same (?:time|hour))(?!\w)"
)
OF_CHANCE: Final = re.compile(r"(?<!\w)(?:шанс|вероятн|вер-?ть|chance|probab)")
PERCENT: Final = re.compile(r"(?<![\w.,-])(?P<percent>[0-9]{1,3}) ?(?:%|процент\w*|percent)")
BARE: Final = re.compile(rf"{SMALL}[0-9]{{1,2}}")
"""«к 14» is as well an hour."""
DENIED: Final = re.compile(rf"(?<!\w)(?:не|not) {SMALL}$")
LEFT: Final = re.compile(
    r"(?<!\w)(?:(?:вместо|взамен|instead of|rather than|а не|but not) [^\s,;.]+|(?:в )?то же время|"
    r"same time|instead(?!\w)|"
    r"(?:теперь|now)(?= (?:(?:на|в|к|до|с|at|on) )?\x1f))"
)
