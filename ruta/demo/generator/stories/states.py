"""Through which states and verbs do the stories lead a case and a referral?

The tables of the product decide what is legal; a test folds the steps of a population over them.
"""

CASE_STATES = ("intake", "assessed", "planned", "in_service", "follow_up", "closed", "paused")
CASE_VERBS = ("open", "assess", "plan", "serve", "follow_up", "close", "pause")  # the verb that leads to each state
REFERRAL_STATES = (
    "draft", "sent", "received", "accepted", "scheduled", "attended", "no_show", "delivered", "confirmed", "disputed",
    "declined", "rerouted", "expired", "withdrawn", "closed",
)  # fmt: skip
STATE = {state: position for position, state in enumerate(REFERRAL_STATES)}
FINAL = ("closed", "withdrawn")
# State → the verb that leads to it and who acts. A refusal is the person's, see `CLOSED_BY` for the ways to close.
VERBS = {
    "sent": ("send", "sender"),
    "received": ("acknowledge", "receiver"),
    "accepted": ("accept", "receiver"),
    "scheduled": ("schedule", "receiver"),
    "attended": ("attend", "receiver"),
    "no_show": ("miss", "receiver"),
    "delivered": ("deliver", "receiver"),
    "confirmed": ("confirm", "person"),
    "disputed": ("dispute", "person"),
    "declined": ("decline", "receiver"),
    "rerouted": ("reroute", "receiver"),
    "expired": ("expire", "system"),
    "withdrawn": ("withdraw", "sender"),
    "closed": ("close", "sender"),
}
REFUSED = ("refuse", "person")
UNCONFIRMED = ("close_unconfirmed", "system")
# State → whom it waits for, by which clock or within how many working days.
WAITS: dict[str, tuple[str, str | int]] = {
    "draft": ("sender", 2),
    "sent": ("receiver", "acknowledge"),
    "received": ("receiver", "contact"),
    "accepted": ("receiver", "contact"),
    "scheduled": ("receiver", "appointment"),
    "attended": ("receiver", "result"),
    "no_show": ("receiver", 3),
    "delivered": ("person", 5),
    "confirmed": ("sender", 3),
    "disputed": ("sender", 3),
    "declined": ("sender", 1),
    "expired": ("sender", 1),
    "rerouted": ("sender", 2),
}
