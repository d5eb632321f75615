"""How do the vacancies of a private job board come in, each once?"""
