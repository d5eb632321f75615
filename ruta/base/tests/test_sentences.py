"""Does a sentence keep its words whole and its numbers apart?"""

from ruta.base.sentences import Sentence


def test_a_plain_sentence_keeps_its_percent_sign() -> None:
    assert str(Sentence("Subió 5 %.")) == "Subió 5 %."


def test_values_enter_by_name() -> None:
    assert str(Sentence("Marque del %(low)s al %(high)s.", {"low": 1, "high": 5})) == "Marque del 1 al 5."


def test_the_number_chooses_the_form() -> None:
    one, many = (Sentence("falta %(count)s día", plural="faltan %(count)s días", count=n) for n in (1, 4))
    assert (str(one), str(many)) == ("falta 1 día", "faltan 4 días")


def test_a_face_can_say_it_in_another_language() -> None:
    catalogue = {"faltan %(count)s días": "%(count)s days left"}
    sentence = Sentence("falta %(count)s día", plural="faltan %(count)s días", count=3)
    assert sentence.said(str, lambda one, many, n: catalogue[many] if n > 1 else one) == "3 days left"
