"""How words are compared: without case, and with ё counted as е. Pure."""


def fold(text: str) -> str:
    """Give the form in which two texts are the same word."""
    return text.casefold().replace("ё", "е")
