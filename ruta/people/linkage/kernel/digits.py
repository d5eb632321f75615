"""Which numbers stand in texts? Read from the bytes of an Arrow column, so that millions of rows make no Python objects."""

import numpy as np

from ruta.people.linkage.kernel.shapes import compiled


@compiled
def read_numbers(offsets, letters, most, numbers, lengths, are_words):
    """The first digits of each text, how many they are, and whether letters stand among them."""
    for row in range(len(numbers)):
        number, length = np.int64(0), 0
        for at in range(offsets[row], offsets[row + 1]):
            letter = letters[at]
            if 48 <= letter <= 57:
                if length < most:
                    number = number * 10 + (letter - 48)
                    length += 1
            elif 65 <= letter <= 90 or 97 <= letter <= 122:
                are_words[row] = True
        numbers[row], lengths[row] = number, length


@compiled
def read_phones(offsets, letters, phones):
    """The telephones of each text, parted by / ; , or |: their last eight digits, or seven with a leading 1 in the thousand millions."""
    for row in range(len(phones)):
        number, length, place = np.int64(0), 0, 0
        for at in range(offsets[row], offsets[row + 1] + 1):
            letter = letters[at] if at < offsets[row + 1] else 59
            if 48 <= letter <= 57:
                number = (number * 10 + (letter - 48)) % 100_000_000
                length += 1
            elif letter == 47 or letter == 59 or letter == 44 or letter == 124:
                if place < phones.shape[1] and length >= 7:
                    phones[row, place] = number if length > 7 else number + 1_000_000_000
                number, length = np.int64(0), 0
                place += 1
