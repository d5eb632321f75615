DROP FUNCTION ruta_service_results(date); DROP FUNCTION ruta_promise_offices(date);
