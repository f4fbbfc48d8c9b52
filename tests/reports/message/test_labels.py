"""Buttons that read alike say a word more."""

from reports.message.words.labels import set_apart


def test_what_differs_is_said_and_nothing_else() -> None:
    assert set_apart(
        ["Поставка", "Поставка", "Аудит"], ["300 тыс", "150 тыс", "1 млн"], ["20.11", "20.11", "20.11"]
    ) == [
        "Поставка · 300 тыс",
        "Поставка · 150 тыс",
        "Аудит",
    ]


def test_what_is_alike_in_everything_is_numbered() -> None:
    assert set_apart(["А", "А"], ["", ""], ["20.11", "20.11"]) == ["А · 1", "А · 2"]
    assert set_apart(["А", "А", "А"], ["", "1 млн", "1 млн"]) == ["А", "А · 1 млн · 1", "А · 1 млн · 2"]
    assert set_apart([]) == []
