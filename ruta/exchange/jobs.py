"""What does the machine do for other systems later?"""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.exchange.dci import later
from ruta.trust.actions.inquiries import TASK

# Ten tries: 4 s, 8 s, … half an hour
RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name=TASK, queue="messages", retry=RETRY, pass_context=False)
def answer_inquiry(inquiry_id: int, institution_id: int) -> None:
    """Send the answer to a search that was asked to come later."""
    later.answer_inquiry(inquiry_id, institution_id)
