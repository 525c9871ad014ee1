"""Invented names, ids, phone numbers and mail addresses that are read like the real ones they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from itertools import chain, count, pairwise

from bot.pipeline.intake.meanings import is_label
from bot.pipeline.intake.vocabulary import vocabulary

MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")

_GIVEN = (
    "Bo Jo Vi Ivo Mei Noa Lea Kai Zia Ada Eli Bao Ike Omar Nuru Dara Emil Yuki Lena Tova Ravi Inga Seth Kofi Bruno"
    " Dalia Felix Goran Hilde Imani Jonas Keiko Mateo Nadia Petra Tariq Viola Yusuf Zofia Amara Anjali Benito Chiara"
    " Eleni Farida Giulia Hamish Ignace Joaquin Kwame Leonor Marcel Nikolai Paloma Quentin Rashida Santino Tatiana"
    " Valeria Yolanda Zuleika Caterina Fernanda Theodora Valentina Konstantin Maximilian"
)
_FAMILY = (
    "Xu Wu Yi Roy Vik Kim Sen Lim Oda Aoki Bose Diaz Kaur Roux Hahn Bello Engel Fuchs Garza Okeke Patel Quist Rossi"
    " Silva Varga Weiss Haddad Juarez Larsen Moreau Nakata Tanaka Yilmaz Zeman Eriksen Fitzroy Grimaldi Lombardi"
    " Karlsson Bergqvist Hashimoto Rasmussen Takahashi Castellano Mukherjee Papadakis Yamashita"
    " Nwachukwu Venkatesh Oliveira"
)
_GIVEN_ACCENTED = (
    "Bó Zoë Léa Noé Éva Inés André Chloé Renée Sofía Tomás Jürgen Martín Mónica Jérôme Élodie Françoise Sebastián"
)
_FAMILY_ACCENTED = (
    "Lü Böhm Solé Åberg Núñez Pérez Müller Ibáñez Téllez Benítez Sjöberg Gonçalves Lindström Bélanger Fernández"
)
_OTHER_SCRIPTS = {
    "CJK": "王 李 張 林 陳 佐藤 鈴木 高橋 伊藤 渡辺 葵 翔 健 結衣 陽菜 悠真 美咲 大輔 佐々木 長谷川",
    "HIRAGANA": "あおい さくら ひかり はな ゆい みなと",
    "KATAKANA": "アオイ サクラ ヒカリ ハナ ケン ミナト",
    "HANGUL": "김 이 박 최 민준 서연 지우 하은 김민준 이서연 박지우 최하은",
    "CYRILLIC": "Лев Анна Борис Галина Дмитрий Белов Громов Зайцев Морозов Соколов",
    "GREEK": "Ελένη Νίκος Σοφία Πέτρος Παππάς Βλάχος Γεωργίου",
    "ARABIC": "ليلى عمر نور سمير هدى حداد منصور",
    "HEBREW": "נועה דוד תמר יעל כהן לוי פרץ",
    "DEVANAGARI": "रवि मीरा अनिल शर्मा वर्मा",
    "THAI": "มานี ปิติ ชูใจ วีระ",
}
_NOT_DECOMPOSED = str.maketrans("łøđßæıþð", "lodsaitd")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_VOWELS = "aeiou"
_OWN_AREA = "619"
_FICTIONAL = 100
_TRIES = 200


def bare(word: str) -> str:
    """The word as names are compared: without capitals and accents."""
    return "".join(_plain(letter) for letter in word if not "\u0300" <= letter <= "\u036f").translate(_NOT_DECOMPOSED)


def _plain(letter: str) -> str:
    latin_or_greek = letter < "\u0400" or "\u1e00" <= letter < "\u2000"
    return (unicodedata.normalize("NFD", letter)[0] if latin_or_greek else letter).lower()[0]


def dressed(new: str, old: str) -> str:
    """The new word with the capitals of the old one, and with accents only if that has some."""
    if bare(old) == old.lower():
        apart = unicodedata.normalize("NFD", new)
        new = unicodedata.normalize("NFC", re.sub("(?<=[A-Za-zͰ-Ͽ])[\u0300-\u036f]", "", apart))
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.lower() if old.islower() else new


@cache
def everyday() -> frozenset[str]:
    """Every word that the reader knows: where one of them stands alone it need not be a name."""
    words = vocabulary()
    listed: list[str] = []
    for field in fields(words):
        entries = getattr(words, field.name)
        listed += [part for entry in entries for part in ([entry] if isinstance(entry, str) else entry)]
    return frozenset(bare(word) for text in listed for word in WORD.findall(text))


class Invented:
    """What was invented for one text: the same original always becomes the same, two originals never become one."""

    def __init__(self, text: str, names: Iterable[tuple[str, ...]]) -> None:
        """Invent a word for each word of the names (bare words in their order) that `text` does not hold yet."""
        self.text = text
        self.names = sorted(set(names))
        self.words: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.phones: dict[tuple[int, str], str] = {}
        self.mails: dict[str, str] = {}
        found = [(bare(word), word) for word in WORD.findall(text)]
        self._here = {plain for plain, _ in found}
        self._accented = {plain for plain, word in found if plain != word.lower()}
        self._digits = re.sub(r"\D", "", text)

    def word(self, old: str, *, first: bool = False) -> str:
        """The invented word, no longer than the old, for a bare word of a name; `first` where it begins the name."""
        if old not in self.words:
            used = {bare(word) for word in self.words.values()} | self._here | everyday()
            offered = chain(self._listed(old, first=first), _built(old))
            fresh = (new for new in offered if bare(new) not in used and (new.isascii() or new not in self.text))
            self.words[old] = next(new for new in fresh if not is_label(new))
        return self.words[old]

    def _listed(self, old: str, *, first: bool) -> list[str]:
        script = _script(old)
        if script in _OTHER_SCRIPTS:
            pool = _OTHER_SCRIPTS[script]
        elif old in self._accented:
            pool = _GIVEN_ACCENTED if first else _FAMILY_ACCENTED
        else:
            pool = _GIVEN if first else _FAMILY
        shortest = min(len(old), max(3, min(len(old) - 3, 7)))
        fitting = [new for new in pool.split() if shortest <= len(new) <= len(old)]
        return sorted(fitting, key=lambda new: _hash(old, new))

    def initial(self, before: str, letter: str) -> str:
        """The first letter of what stands for the name that `letter` begins behind the word `before`."""
        for name in self.names:
            for word, after in pairwise(name):
                if word == before and len(after) > 1 and after[0] == letter and after in self.words:
                    return bare(self.words[after])[0]
        return chr((ord(letter) - ord("a") + 7) % 26 + ord("a")) if "a" <= letter <= "z" else letter

    def id(self, old: str) -> str:
        """An id of the same shape and case: no vowels where it had none; digits alone change where it has enough."""
        if old.casefold() not in self.ids:
            taken = {*self.ids.values(), self.text.casefold()}
            tries = (_other_signs(old.casefold(), str(number)) for number in range(_TRIES))
            self.ids[old.casefold()] = next(
                (new for new in tries if not any(new in other for other in taken)), _other_signs(old.casefold(), "")
            )
        return "".join(
            new.upper() if sign.isupper() else new for sign, new in zip(old, self.ids[old.casefold()], strict=True)
        )

    def phone(self, country: int, national: str) -> str:
        """A national number of the same length with 555 in it; a short one is the end of a longer one that it ends."""
        known = self.phones
        if (country, national) not in known:
            longer = next(
                (new for (_, old), new in known.items() if len(national) > 6 and old.endswith(national)), None
            )
            tries = (_other_number(country, national, number) for number in range(_TRIES * 5))
            fresh = (new for new in tries if new not in self._digits and new not in known.values())
            known[country, national] = longer[-len(national) :] if longer else next(fresh, "5" * len(national))
        return known[country, national]

    def mailbox(self, old: str, domain: str) -> str:
        """What stands before the @: the invented names where it holds real ones, other words and digits elsewhere."""
        address = f"{old}@{domain}".casefold()
        if old.casefold() in vocabulary().mailboxes:
            return old
        new = self._mailbox(old)
        if address not in self.mails:
            taken = {*self.mails.values(), old.casefold()}
            self.mails[address] = next(
                text
                for text in chain([new.casefold()], (f"{new.casefold()}{n}" for n in count(2)))
                if text not in taken
            )
        return new + self.mails[address][len(new) :]

    def _mailbox(self, old: str) -> str:
        if old.casefold() in self.ids:
            return self.id(old)
        known = sorted((word for word in self.words if len(word) > 2), key=len, reverse=True)
        names = re.compile("|".join(map(re.escape, known)) or "(?!)")

        def run(match: re.Match[str]) -> str:
            if match[0][0].isdecimal():
                return other_digits(match[0], old.casefold())
            plain, parts, done = bare(match[0]), "", 0
            for name in (*names.finditer(plain), None):
                stop = name.start() if name else len(plain)
                parts += self._filling(match[0][done:stop], bare(old))
                if name:
                    parts += dressed(self.words[name[0]], match[0][stop : name.end()])
                    done = name.end()
            return parts

        return re.sub(r"\d+|[^\W\d_]+", run, old)

    def _filling(self, old: str, mailbox: str) -> str:
        """What stands for letters of a mailbox that are no known name; one letter is taken for an initial."""
        if len(old) > 1:
            taken = {bare(word) for word in self.words.values()}
            return dressed(next(new for new in _built(bare(old)) if bare(new) not in taken), old)
        for name in self.names if old else ():
            if any(word in mailbox for word in name if len(word) > 2):
                for word in name:
                    if word[0] == bare(old) and word in self.words:
                        return dressed(self.words[word][0], old)
        return self.initial("", old.lower()) if old else ""


def other_digits(old: str, seed: str) -> str:
    """As many other digits, of the same script, none of them 0 or 1."""
    return "".join(
        chr(ord(sign) - (value := unicodedata.decimal(sign)) + _other(value, "23456789", seed, str(at)))
        for at, sign in enumerate(old)
    )


def _other(value: int, digits: str, *seed: str) -> int:
    choice = [int(digit) for digit in digits if int(digit) != value]
    return choice[_hash(*seed) % len(choice)]


def _other_signs(old: str, seed: str) -> str:
    enough = sum(sign.isdecimal() for sign in old) >= 4
    signs: list[str] = []
    for at, sign in enumerate(old):
        alphabet = next((kind for kind in (_CONSONANTS, _VOWELS) if sign in kind), None)
        if sign.isdecimal():
            signs.append(other_digits(sign, f"{old} {seed} {at}"))
        elif alphabet is None or enough:
            signs.append(sign)
        else:
            others = alphabet.replace(sign, "")
            signs.append(others[_hash(old, seed, str(at)) % len(others)])
    return "".join(signs)


def _other_number(country: int, old: str, number: int) -> str:
    if len(old) < 7:
        return other_digits(old, str(number))
    tail = _FICTIONAL + (_hash(old) + number) % _FICTIONAL if number < _FICTIONAL else (_hash(old) + number) % 10_000
    own = country == 1 and len(old) == len(_OWN_AREA) + 7
    return (_OWN_AREA if own else other_digits(old[:-7], old)) + f"555{tail:04d}"


def _script(word: str) -> str:
    return re.split("[ -]", unicodedata.name(word[0], "LATIN"))[0]


def _built(old: str) -> Iterator[str]:
    """Words of no language, of the length and in the script of the old one."""
    script = _script(old)
    letters = _OTHER_SCRIPTS.get(script, "").replace(" ", "")
    for number in count():
        seed, length = (old, str(number)), len(old) + number // _TRIES
        if letters:
            yield "".join(letters[_hash(*seed, str(at)) % len(letters)] for at in range(length))
        else:
            kinds = (_CONSONANTS.replace("q", "").replace("x", ""), _VOWELS)
            word = "".join(kinds[at % 2][_hash(*seed, str(at)) % len(kinds[at % 2])] for at in range(length))
            yield word.capitalize()


def _hash(*words: str) -> int:
    return int.from_bytes(sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()[:8])
