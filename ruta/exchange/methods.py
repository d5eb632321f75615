"""What is answered to a method that an address does not have, and to whoever asks for the head of an answer alone? (RFC 9110, 9.3.2 and 15.5.6.)"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ruta.base.problems import is_machine, problem

NOT_SO = 405


class MachineMethods:
    """Stands innermost, so that what leaves is what the log of messages hashed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Pages of people are left as they are."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The head of what GET would answer; a problem that names the methods there are."""
        if not is_machine(request):
            return self.get_response(request)
        answer = self._headed(request) if request.method == "HEAD" else self.get_response(request)
        if answer.status_code != NOT_SO:
            return answer
        told = problem(NOT_SO, f"This address has: {answer['Allow']}.", at=request.path_info)
        told["Allow"] = answer["Allow"]
        return told

    def _headed(self, request: HttpRequest) -> HttpResponse:
        request.method = "GET"
        try:
            answer = self.get_response(request)
        finally:
            request.method = "HEAD"
        answer["Content-Length"] = str(len(answer.content))
        answer.content = b""
        return answer
