"""Which screens find an occupation or a skill by what people call it?"""
