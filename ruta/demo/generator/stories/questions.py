"""Which answers does the synthetic employability profile draw, and how often? All shares are guesses."""

# Question → (how much the latent employability decides it, options from worst to best with their shares).
ORDINAL: dict[str, tuple[float, tuple[tuple[str, float], ...]]] = {
    "last_worked": (0.5, (("never", 0.06), ("over_3_years", 0.1), ("years_1_3", 0.2), ("months_3_12", 0.3), ("under_3_months", 0.34))),
    "trade_certificate": (0.5, (("none", 0.42), ("knows_without", 0.34), ("from_abroad", 0.14), ("valid_here", 0.10))),
    "recent_course": (0.4, (("no", 0.78), ("yes", 0.22))),
    "years_experience": (0.5, (("none", 0.08), ("under_1", 0.12), ("y1_3", 0.25), ("y3_5", 0.22), ("over_5", 0.33))),
    "proof": (0.5, (("none", 0.3), ("demonstration", 0.25), ("references", 0.3), ("letters", 0.15))),
    "english_level": (0.3, (("none", 0.52), ("little", 0.27), ("conversation", 0.14), ("fluent", 0.07))),
    "digital": (0.6, (("calls_only", 0.10), ("messages", 0.48), ("forms_email", 0.28), ("computer", 0.14))),
    "searched": (0.3, (("no", 0.42), ("yes", 0.58))),
    "cv": (0.5, (("none", 0.5), ("old", 0.26), ("updated", 0.24))),
    "knows_target": (0.4, (("unsure", 0.22), ("ideas", 0.36), ("clear", 0.42))),
    "transport": (0.4, (("very_hard", 0.08), ("costly_far", 0.38), ("easy", 0.54))),
}  # fmt: skip
PLAIN: dict[str, tuple[tuple[str, float], ...]] = {
    "work_status": (("formal_job", 0.05), ("informal_job", 0.27), ("own_business", 0.08), ("studying", 0.04), ("unpaid_care", 0.08), ("not_working", 0.48)),
    "urgency": (("this_week", 0.32), ("this_month", 0.42), ("three_months", 0.18), ("no_rush", 0.08)),
    "availability": (("full_time", 0.76), ("part_time", 0.13), ("some_days", 0.08), ("not_now", 0.03)),
    "studied_abroad": (("yes", 0.08), ("no", 0.92)),
    "abroad_papers": (("with_me", 0.3), ("left_there", 0.3), ("none", 0.4)),
    "abroad_years": (("under_1", 0.35), ("y1_3", 0.35), ("over_3", 0.30)),
    "business_stage": (("selling", 0.25), ("idea", 0.45), ("exploring", 0.30)),
}  # fmt: skip
SEVERAL: dict[str, tuple[tuple[str, float], ...]] = {
    "can_do": (("customer_service", 0.3), ("handle_money", 0.25), ("machines", 0.2), ("construction", 0.35), ("repair", 0.18), ("cooking", 0.2), ("farming", 0.25), ("caring", 0.12), ("cleaning", 0.25), ("driving", 0.25), ("computer", 0.12), ("lead_people", 0.12)),
    "licences": (("motorcycle", 0.22), ("light", 0.25), ("heavy", 0.06), ("machinery", 0.03)),
    "search_ways": (("acquaintances", 0.6), ("door_to_door", 0.4), ("internet", 0.45), ("si_empleo", 0.2), ("agency", 0.05)),
    "worries": (("food", 0.10), ("sleep", 0.05), ("safety", 0.05), ("health", 0.14), ("mood", 0.14), ("debts", 0.30), ("family", 0.22)),
    "paths": (("job", 0.80), ("own_business", 0.26), ("course", 0.30), ("certify", 0.18), ("finish_studies", 0.14), ("work_abroad", 0.12)),
}  # fmt: skip
NONE_OPTION = ("can_do", "licences", "worries")  # these end with an option "none"
OPTIONAL = ("recent_course", "proof", "english_level", "studied_abroad", "searched")
SKIPPED = 0.06
SCALES = ("interview_comfort", "confidence")
OCCUPATIONS = (
    "7112",
    "7115",
    "9313",
    "5223",
    "8322",
    "5120",
    "6111",
    "7411",
    "7231",
    "9111",
    "5311",
    "8153",
    "9214",
    "5414",
    "4321",
    "9629",
)  # CIUO-08
WAGES = (8000, 22000, 500)  # lempiras a month
WORKED_ABROAD = {"returned": 0.78, "temporary_worker_abroad": 0.95, "honduran_abroad": 0.9}
# Level of studies of the register → option of the instrument.
STUDIES = {
    "SIN_NIVEL": "none", "ALFAB": "none", "PREBASICA": "none", "BASICA_I": "some_primary", "BASICA_II": "primary", "PRIM_ANT": "primary",
    "BASICA_III": "basic_9", "CICLO_COMUN": "basic_9", "MEDIA_BCH": "secondary", "MEDIA_BTP": "secondary", "DIVERSIF": "secondary",
    "TEC_SUP": "technical_higher", "UNIV": "university", "NS_NR": "primary",
}  # fmt: skip
STUDIES_FROM_WORST = ("none", "some_primary", "primary", "basic_9", "secondary", "technical_higher", "university")
