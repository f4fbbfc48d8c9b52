"""A form is read whole: what it calls by names that are known, and whatever else somebody has written there."""

from sales.enquiries.enquiry import EnquiryWords, read_enquiry


def read(**form: str) -> EnquiryWords:
    words = read_enquiry(form)
    assert words is not None
    return words


def test_what_was_asked_in_the_sites_own_words_stands_in_the_text() -> None:
    words = read(Name="Пётр", Phone="89161234567", Размер="42", Способ_доставки="самовывоз", time_to_call="после 18:00")
    assert words.text.splitlines() == ["Размер: 42", "Способ доставки: самовывоз", "time to call: после 18:00"]
    both = read(name="Пётр", comment="Нужен счёт", message="и акт", tel="89161234567", phone="84951234567")
    assert both.text.splitlines() == ["Нужен счёт", "message: и акт", "tel: 89161234567"]


def test_what_a_site_adds_of_its_own_is_no_word_of_a_person() -> None:
    technical = {
        "tranid": "12:34",
        "formid": "form1",
        "id": "42",
        "COOKIES": "a=b",
        "_wpcf7": "5",
        "utm_source": "ya",
        "g-recaptcha-response": "x",
        "yclid": "1",
        "csrf_token": "x",
        "referer": "https://x.example",
        "page": "https://shop.example",
    }
    assert read(name="Пётр", phone="1", **technical).text == ""


def test_a_right_inn_is_read_and_a_wrong_one_is_told() -> None:
    assert read(name="Заря", ИНН="7701000058").inn == "7701000058"
    wrong = read(name="Заря", inn="7701000059")
    assert (wrong.inn, wrong.text) == ("", "inn: 7701000059")


def test_what_an_older_version_has_stored_is_heard() -> None:
    assert EnquiryWords.of({"name": "Пётр", "id": "7", "marks": {}}) == EnquiryWords(name="Пётр")


def test_what_cannot_be_called_or_written_to_is_kept_in_its_words() -> None:
    """Two phones, an extension, an address with a comma."""
    two = read_enquiry({"name": "Пётр", "Phone": "8 916 123-45-67, 8 903 765-43-21", "E-mail": "petr@mail,ru"})
    assert two is not None
    assert (two.phone, two.email) == ("8 916 123-45-67", "")
    assert two.text == "Phone: 8 916 123-45-67, 8 903 765-43-21\nE-mail: petr@mail,ru"
    inner = read_enquiry({"phone": "+7 916 123-45-67 доб. 1234"})
    assert inner is not None
    assert inner.text == "phone: +7 916 123-45-67 доб. 1234"
