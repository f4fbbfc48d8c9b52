"""«да» and «нет» to a question: one list for all questions, so that what is understood at one is at each."""

from sales.entry.talk.yes_no import is_back, is_no, is_yes

YES = ("Да", "да!", "ага", " Угу ", "ок.", "OK", "Хорошо,", "yes", "y")
NO = ("Нет", "нет.", "не надо", "Не нужно", "no", "N")
NEITHER = ("", "не знаю", "да 50к", "окна", "нет, 43к", "?", "\x00")


def test_what_agrees_and_what_refuses() -> None:
    assert [each for each in YES if not is_yes(each) or is_no(each)] == []
    assert [each for each in NO if not is_no(each) or is_yes(each)] == []
    assert [each for each in NEITHER if is_no(each) or is_yes(each)] == []


def test_a_question_has_words_of_its_own() -> None:
    assert is_yes("Перенеси!", {"перенеси"})
    assert not is_yes("перенеси")
    assert is_no("новая", {"новая"})
    assert is_no("нет, это другая", {"другая"})
    assert is_yes("Да, та же.", {"та же"})


def test_what_goes_back() -> None:
    for said in ("назад", "‹ Назад", "Шаг назад", "вернуться назад", "go back", "‹"):
        assert is_back(said)
    for said in ("перезвоню назад", "Назад в будущее", "неделю назад", "вернись к Вектору", ""):
        assert not is_back(said)
