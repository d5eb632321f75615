"""Which jobs and firms does the synthetic labour market consist of? Invented, with usual titles, sections of CIIU and groups of CIUO-08."""

from typing import NamedTuple


class Job(NamedTuple):
    """A usual vacancy of a section: title, occupation, wage a month in lempiras, months of experience, schooling, what one does."""

    section: str
    title: str
    occupation: str
    wage: tuple[int, int]
    months: int
    education: str
    contract: str
    schedule: str
    tasks: str


JOBS = (
    Job("C", "Operaria u operario de máquina de coser industrial", "8153", (12_000, 15_500), 12, "", "permanent", "shifts", "Coser piezas en máquina plana y overlock."),
    Job("C", "Empacadora o empacador", "9321", (11_800, 13_500), 0, "", "permanent", "shifts", "Empacar y etiquetar producto terminado."),
    Job("C", "Panadera o panadero", "7512", (12_000, 15_000), 12, "", "permanent", "night", "Preparar masa y hornear."),
    Job("C", "Carpintera o carpintero de muebles", "7522", (13_000, 17_000), 24, "", "permanent", "full_time", "Cortar, armar y acabar muebles."),
    Job("C", "Soldadora o soldador", "7212", (14_000, 19_000), 24, "", "fixed_term", "full_time", "Soldar estructuras con electrodo y MIG."),
    Job("F", "Albañil", "7112", (13_500, 18_000), 24, "", "task", "full_time", "Levantar paredes, fundir y repellar."),
    Job("F", "Ayudante de construcción", "9313", (12_000, 13_000), 0, "", "task", "full_time", "Mezclar, acarrear y limpiar la obra."),
    Job("F", "Electricista de obra", "7411", (15_000, 20_000), 24, "", "task", "full_time", "Instalar tubería, cableado y tableros."),
    Job("F", "Fontanera o fontanero", "7126", (14_000, 18_000), 18, "", "task", "full_time", "Instalar y reparar agua y drenajes."),
    Job("F", "Pintora o pintor de edificios", "7131", (13_000, 16_000), 12, "", "task", "full_time", "Preparar y pintar paredes."),
    Job("G", "Vendedora o vendedor de tienda", "5223", (12_500, 15_000), 6, "", "permanent", "full_time", "Atender, cobrar y ordenar la tienda."),
    Job("G", "Cajera o cajero", "5230", (12_500, 14_500), 6, "", "permanent", "shifts", "Cobrar y cuadrar caja."),
    Job("G", "Ayudante de bodega", "9333", (12_000, 13_500), 0, "", "permanent", "full_time", "Recibir, ordenar y despachar mercadería."),
    Job("G", "Mecánica o mecánico automotriz", "7231", (14_000, 20_000), 24, "", "permanent", "full_time", "Diagnosticar y reparar vehículos."),
    Job("H", "Conductora o conductor de camión", "8332", (15_000, 21_000), 24, "", "permanent", "full_time", "Repartir mercadería en ruta."),
    Job("H", "Conductora o conductor de reparto en moto", "8321", (12_500, 15_500), 12, "", "permanent", "full_time", "Entregar paquetes en la ciudad."),
    Job("I", "Cocinera o cocinero", "5120", (12_500, 17_000), 12, "", "permanent", "shifts", "Preparar platos del menú."),
    Job("I", "Mesera o mesero", "5131", (12_000, 13_500), 6, "", "permanent", "shifts", "Atender mesas y tomar pedidos."),
    Job("I", "Camarista de hotel", "9112", (12_000, 13_200), 0, "", "permanent", "shifts", "Limpiar y preparar habitaciones."),
    Job("I", "Recepcionista de hotel", "4224", (13_500, 18_000), 6, "", "permanent", "shifts", "Recibir huéspedes y llevar reservas."),
    Job("J", "Agente bilingüe de llamadas", "4222", (18_000, 24_000), 0, "", "permanent", "shifts", "Atender clientes en inglés por teléfono."),
    Job("J", "Técnica o técnico en redes", "3513", (18_000, 25_000), 24, "", "permanent", "full_time", "Instalar y mantener redes."),
    Job("K", "Auxiliar de contabilidad", "3313", (14_000, 18_000), 12, "", "permanent", "full_time", "Registrar facturas y conciliar cuentas."),
    Job("N", "Guardia de seguridad", "5414", (12_500, 14_500), 6, "", "permanent", "shifts", "Vigilar accesos y hacer rondas."),
    Job("N", "Auxiliar de limpieza", "9112", (12_000, 13_000), 0, "", "permanent", "part_time", "Limpiar oficinas y baños."),
    Job("Q", "Auxiliar de enfermería", "3221", (14_000, 18_000), 12, "", "permanent", "shifts", "Apoyar el cuidado de pacientes."),
    Job("Q", "Cuidadora o cuidador de personas mayores", "5322", (12_500, 15_000), 6, "", "fixed_term", "night", "Acompañar y apoyar en la casa."),
    Job("A", "Cosechadora o cosechador de café", "9211", (8_800, 10_500), 0, "", "seasonal", "full_time", "Cortar y clasificar café."),
    Job("A", "Operaria u operario de finca de palma", "9211", (9_000, 11_000), 0, "", "seasonal", "full_time", "Cosechar y cargar fruta."),
    Job("A", "Tractorista", "8341", (11_000, 14_000), 12, "", "fixed_term", "full_time", "Manejar tractor y dar mantenimiento."),
)  # fmt: skip
ABROAD = (
    ("Trabajo agrícola de temporada en Canadá", "9211", "CA", "Columbia Británica", (38_000, 52_000)),
    ("Camarista de hotel en España", "9112", "ES", "Palma", (30_000, 36_000)),
)
FIRMS = {
    "A": ("Finca", "Agrícola", "Palmas"), "C": ("Confecciones", "Industrias", "Panadería", "Muebles"), "F": ("Constructora", "Obras"),
    "G": ("Ferretería", "Comercial", "Supermercado", "Repuestos"), "H": ("Transportes", "Logística"), "I": ("Hotel", "Restaurante", "Comedor"),
    "J": ("Contacto", "Redes"), "K": ("Cooperativa", "Crédito"), "N": ("Seguridad", "Servicios"), "Q": ("Clínica", "Cuidados"),
}  # fmt: skip
PROPER = (
    "Río Blanco", "El Ocotal", "Las Lomas", "La Esperanza", "Santa Rosa", "El Progreso", "Bella Vista", "Los Pinos", "San Isidro", "La Ceibita",
    "Ulúa", "Merendón", "Yojoa", "Celaque", "Guaymuras", "Quetzal", "Lempira", "Copán", "El Zamorano", "La Tigra", "Costa Norte", "Valle Verde",
    "Nueva Vida", "Tres Hermanos", "La Bendición", "Buen Precio", "Mirador", "Almendros", "Jicaral", "Agua Zarca",
)  # fmt: skip
DIVISIONS = {"A": "01", "C": "14", "F": "41", "G": "47", "H": "49", "I": "55", "J": "61", "K": "64", "N": "80", "Q": "86"}
