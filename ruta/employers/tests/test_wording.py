"""Does the catalogue of excluding words find what shuts somebody out, and leave plain vacancies alone?"""

import pytest

from ruta.employers.selectors import excluding_in

pytestmark = pytest.mark.django_db

BAD = {
    "Edad entre 18 y 35 años": "age",
    "Personas de 20 a 30 años": "age",
    "Máximo 40 años": "age",
    "Buscamos jóvenes dinámicos": "age",
    "Cajera joven": "age",
    "Se busca joven para bodega": "age",
    "Sexo: femenino": "sex",
    "Se busca señorita para ventas": "sex",
    "Solo hombres": "sex",
    "Preferiblemente mujer": "sex",
    "Soltera, con disponibilidad": "marital_status",
    "Sin hijos": "children",
    "Sin compromisos familiares": "children",
    "Presentar prueba de embarazo": "pregnancy",
    "Examen de VIH reciente": "hiv",
    "Gozar de buena salud, sin discapacidad": "health",
    "Excelente presentación": "appearance",
    "Sin tatuajes": "appearance",
    "Adjuntar fotografía reciente": "appearance",
    "De preferencia cristiana": "religion",
    "Carta de su pastor": "religion",
    "No residir en zonas conflictivas": "origin",
    "No deportados": "migration",
    "Sin historial migratorio": "migration",
    "Sin antecedentes": "police_record",
    "Hoja de antecedentes penales y policiales": "police_record",
    "No ser sindicalizado": "union_politics",
    "Depositar L 500 para el trámite de la visa": "payment",
    "Debe entregar su pasaporte al llegar": "payment",
    "Edad 20 a 35 años, experiencia de un año": "age",
    "Ser mayor de 18 y menor de 30 años": "age",
    "Edad mínima 18, máxima 35": "age",
    "Mayores de 25 años": "age",
    "25-40 años, con experiencia": "age",
    "Personal masculino": "sex",
    "Vendedor (hombre)": "sex",
    "Se atiende a hombres y mujeres. Solo mujeres.": "sex",
    "Madres solteras abstenerse": "children",
    "Certificado de no embarazo": "pregnancy",
    "No homosexuales": "orientation",
    "Buena presencia": "appearance",
    "Cajera joven y bonita": "appearance",
    "Recepcionista bonita": "appearance",
    "Excelente imagen personal": "appearance",
    "Medir más de 1.70": "appearance",
    "Piel clara": "appearance",
    "Nacionalidad hondureña": "origin",
    "Retornados abstenerse": "migration",
    "No se aceptan personas con discapacidad": "health",
}
FINE = (
    "Cinco años de experiencia en albañilería.",
    "Ser mayor de 18 años, porque se trabaja en altura.",
    "Atención a hombres y mujeres por igual.",
    "Ropa de mujer: armado de blusas.",
    "Salario atractivo y comisiones.",
    "Garantía hasta 10 años en nuestros productos.",
    "Cuidado de niñas y niños en guardería.",
    "Presentar hoja de vida y dos referencias.",
    "Operaria u operario de máquina plana; turnos de noche.",
    "Guardia con arma: la ley pide antecedentes penales para la portación.",
    "No se pide prueba de embarazo ni de VIH.",
    "Primer empleo: programa para jóvenes.",
    "Estudio de la materia prima y de su peso.",
    "Mayor de edad, con licencia de conducir pesada vigente.",
    "Edad mínima 18 años por trabajo en altura.",
    "Experiencia comprobada de 10 a 15 años.",
    "De 10 a 12 años de experiencia en obra.",
    "Cuidar a niñas y niños de 10 a 12 años.",
    "Atención a mujeres con discapacidad.",
    "Asesoría en ropa de damas con descuento.",
    "Carné de salud y de manipulación de alimentos vigentes.",
    "Respetamos la orientación sexual y la identidad de género de cada persona.",
    "Buena presentación de platos; lámina delgada; lugar bonito.",
    "Se aceptan tatuajes.",
    "Decoradora: arreglos florales bonitos para cada cliente joven o mayor.",
    "Empresa joven busca panadera o panadero; letra bonita.",
    "Docente de religión para colegio.",
    "Empresa hondureña con 20 años de trayectoria.",
    "Título, colegiación vigente y permiso de trabajo si es persona extranjera.",
    "Licencia por embarazo y lactancia según la ley.",
    "Levantar hasta 25 kg y estar de pie cuatro horas.",
)


@pytest.mark.parametrize(("text", "code"), list(BAD.items()))
def test_it_finds(text, code):
    found = excluding_in({"requirements": text})
    assert code in [each.pattern.code for each in found], (text, [each.pattern.code for each in found])
    assert all(each.pattern.why and each.pattern.instead for each in found)


@pytest.mark.parametrize("text", FINE)
def test_it_leaves_alone(text):
    assert [(each.pattern.code, each.words) for each in excluding_in({"requirements": text})] == []


def test_every_word_of_a_field_is_told_at_once():
    told = excluding_in({"tasks": "Buena presencia, sin tatuajes. Sin hijos."})
    assert [(each.pattern.code, each.words) for each in told] == [("children", "Sin hijos"), ("appearance", "Buena presencia», «tatuajes")]
