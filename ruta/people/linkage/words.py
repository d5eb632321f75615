"""Which sentence does a person at a counter read for each reason and each error? All Spanish of the engine is here."""

from typing import Final


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation without translating it: the name is the one that gettext looks for."""
    return text


BANDS: Final = {
    "sure": gettext_noop("Casi seguro"),
    "possible": gettext_noop("Posible"),
    "unlikely": gettext_noop("Poco probable"),
}

FIELDS: Final = {
    "given": gettext_noop("Nombre"),
    "surname": gettext_noop("Apellidos"),
    "dni": gettext_noop("DNI"),
    "document": gettext_noop("Otro documento"),
    "birth_date": gettext_noop("Nacimiento"),
    "phone": gettext_noop("Teléfono"),
    "sex": gettext_noop("Sexo"),
    "municipality": gettext_noop("Municipio"),
}

REASONS: Final = {
    "given:equal": gettext_noop("Igual"),
    "given:equal:missing": gettext_noop("Igual; falta un nombre"),
    "given:equal:rare": gettext_noop("Igual, y es un nombre poco común"),
    "given:sounds": gettext_noop("Suena igual"),
    "given:sounds:missing": gettext_noop("Suena igual; falta un nombre"),
    "given:nickname": gettext_noop("Forma familiar del mismo nombre"),
    "given:nickname:missing": gettext_noop("Forma familiar; falta un nombre"),
    "given:near": gettext_noop("Se escribe parecido"),
    "given:near:missing": gettext_noop("Se escribe parecido; falta un nombre"),
    "given:initial": gettext_noop("Solo coincide la inicial"),
    "given:initial:missing": gettext_noop("Solo coincide una inicial; falta un nombre"),
    "given:partly": gettext_noop("Un nombre coincide y otro no"),
    "given:different": gettext_noop("Nombre distinto"),
    "surname:equal": gettext_noop("Iguales"),
    "surname:equal:missing": gettext_noop("Un apellido igual; falta el otro"),
    "surname:equal:rare": gettext_noop("Iguales, y poco comunes"),
    "surname:equal:turned": gettext_noop("Apellidos en otro orden"),
    "surname:sounds": gettext_noop("Suenan igual"),
    "surname:sounds:missing": gettext_noop("Un apellido suena igual; falta el otro"),
    "surname:sounds:turned": gettext_noop("Suenan igual, en otro orden"),
    "surname:nickname": gettext_noop("Se escriben parecido"),
    "surname:nickname:missing": gettext_noop("Un apellido parecido; falta el otro"),
    "surname:nickname:turned": gettext_noop("Parecidos, en otro orden"),
    "surname:near": gettext_noop("Se escriben parecido"),
    "surname:near:missing": gettext_noop("Un apellido parecido; falta el otro"),
    "surname:near:turned": gettext_noop("Parecidos, en otro orden"),
    "surname:initial": gettext_noop("Solo coincide la inicial"),
    "surname:initial:missing": gettext_noop("Solo coincide una inicial; falta el otro apellido"),
    "surname:initial:turned": gettext_noop("Solo coinciden las iniciales, en otro orden"),
    "surname:partly": gettext_noop("Un apellido coincide y otro no"),
    "surname:different": gettext_noop("Apellidos distintos"),
    "dni:equal": gettext_noop("Igual"),
    "dni:one_digit": gettext_noop("Un solo dígito distinto"),
    "dni:one_digit:length": gettext_noop("Falta o sobra un dígito"),
    "dni:transposed": gettext_noop("Dos dígitos cambiados de lugar"),
    "dni:different": gettext_noop("DNI distinto"),
    "document:equal": gettext_noop("Igual"),
    "document:near": gettext_noop("Un solo carácter distinto"),
    "document:different": gettext_noop("Documento distinto; puede haberse renovado"),
    "birth_date:equal": gettext_noop("Igual"),
    "birth_date:swapped": gettext_noop("Día y mes cambiados"),
    "birth_date:year_off": gettext_noop("El año difiere por uno"),
    "birth_date:one_part": gettext_noop("Solo una parte de la fecha es distinta"),
    "birth_date:year_only": gettext_noop("Mismo año; el 1 de enero suele indicar que no se sabe el día"),
    "birth_date:january": gettext_noop("Igual, pero el 1 de enero suele indicar que no se sabe el día"),
    "birth_date:different": gettext_noop("Fecha distinta"),
    "birth_date:generation": gettext_noop("Muchos años de diferencia: puede ser familiar"),
    "phone:equal": gettext_noop("Igual"),
    "phone:near": gettext_noop("Un solo dígito distinto"),
    "phone:shared": gettext_noop("Mismo teléfono: puede ser familiar"),
    "phone:different": gettext_noop("Teléfono distinto"),
    "sex:equal": gettext_noop("Igual"),
    "sex:different": gettext_noop("Sexo distinto"),
    "municipality:equal": gettext_noop("Igual"),
    "municipality:department": gettext_noop("Otro municipio del mismo departamento"),
    "municipality:different": gettext_noop("Otro departamento"),
}

PROBLEMS: Final = {
    "number_blank": gettext_noop("Escriba el número del documento o elija «Sin documento»."),
    "kind_unknown": gettext_noop("Elija la clase de documento de la lista."),
    "none_with_number": gettext_noop("Escribió un número: elija la clase de documento o bórrelo."),
    "dni_letters": gettext_noop("El DNI solo lleva números. Si es otro documento, elija su clase."),
    "dni_short_one": gettext_noop("Falta un dígito: el DNI tiene 13 (4-4-5)."),
    "dni_short": gettext_noop("Faltan %(count)s dígitos: el DNI tiene 13 (4-4-5)."),
    "dni_long_one": gettext_noop("Sobra un dígito: el DNI tiene 13 (4-4-5)."),
    "dni_long": gettext_noop("Sobran %(count)s dígitos: el DNI tiene 13 (4-4-5)."),
    "dni_department": gettext_noop("Revise los dos primeros dígitos: el departamento va de 01 a 18."),
    "dni_year": gettext_noop("Revise los dígitos 5 a 8: %(year)s no puede ser el año de inscripción."),
    "dni_year_future": gettext_noop("Revise los dígitos 5 a 8: el año %(year)s todavía no llega."),
    "dni_municipality": gettext_noop("El código %(code)s no está en la lista de municipios. Compárelo con el documento."),
    "dni_birth_year": gettext_noop(
        "El DNI dice %(year)s y la fecha de nacimiento %(birth_year)s. Si no es una inscripción tardía, corrija uno."
    ),
    "rtn_letters": gettext_noop("El RTN solo lleva números."),
    "rtn_short_one": gettext_noop("Falta un dígito: el RTN tiene 14."),
    "rtn_short": gettext_noop("Faltan %(count)s dígitos: el RTN tiene 14."),
    "rtn_long_one": gettext_noop("Sobra un dígito: el RTN tiene 14."),
    "rtn_long": gettext_noop("Sobran %(count)s dígitos: el RTN tiene 14."),
    "passport_shape": gettext_noop("El pasaporte lleva de 6 a 9 letras y números, sin espacios. Cópielo del documento."),
    "passport_unusual": gettext_noop("El pasaporte hondureño suele ser una letra y seis números. Compárelo con el documento."),
    "number_shape": gettext_noop("El número lleva de 4 a 30 letras y números. Cópielo del documento."),
    "phone_blank": gettext_noop("Escriba el número de teléfono."),
    "phone_letters": gettext_noop("El teléfono solo lleva números. Si es de otro país, empiece con + y el código."),
    "phone_short_one": gettext_noop("Falta un dígito: el teléfono de Honduras tiene 8."),
    "phone_short": gettext_noop("Faltan %(count)s dígitos: el teléfono de Honduras tiene 8."),
    "phone_long": gettext_noop("El teléfono de Honduras tiene 8 dígitos. Si es de otro país, empiece con + y el código del país."),
    "phone_start": gettext_noop("Un teléfono de Honduras empieza con 2, 3, 7, 8 o 9. Revise el primer dígito."),
    "phone_foreign": gettext_noop("Ese número no existe en el país del código. Revise el código y el número."),
}
