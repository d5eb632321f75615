DROP FUNCTION ruta_promise_ways(date);
