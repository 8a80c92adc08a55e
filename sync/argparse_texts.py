"""What argparse itself writes about wrong usage and in its help, in Indonesian, for the commands of both programs.

argparse takes each of its texts from gettext by a name of its own module, and Python brings no Indonesian catalog: that name is
replaced. A test holds this table to the texts of the Python in use, so that a newer one can't bring an English sentence in unseen.
"""

import argparse

INDONESIAN = {
    "usage: ": "pemakaian: ",
    "positional arguments": "argumen",
    "options": "opsi",
    "subcommands": "perintah",
    "show this help message and exit": "menampilkan bantuan ini",
    "show program's version number and exit": "menampilkan versi program",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "perintah %(parser_name)r tidak dikenal; pilih: %(choices)s",
    'argument "-" with mode %r': 'argumen "-" tidak dapat dipakai dengan cara %r',
    "can't open '%(filename)s': %(error)s": "'%(filename)s' tidak dapat dibuka: %(error)s",
    "unrecognized arguments: %s": "argumen tidak dikenal: %s",
    "not allowed with argument %s": "tidak dapat dipakai bersama %s",
    "ignored explicit argument %r": "opsi ini tidak menerima nilai, tetapi diberi %r",
    "the following arguments are required: %s": "belum diberikan: %s",
    "one of the arguments %s is required": "salah satu dari ini harus diberikan: %s",
    "expected one argument": "nilainya belum diberikan",
    "expected at most one argument": "paling banyak satu nilai",
    "expected at least one argument": "sedikitnya satu nilai",
    "expected %s argument": "harus diberi %s nilai",
    "expected %s arguments": "harus diberi %s nilai",
    "ambiguous option: %(option)s could match %(matches)s": "opsi %(option)s kurang jelas; mungkin maksudnya %(matches)s",
    "unexpected option string: %s": "opsi tidak dikenal: %s",
    "invalid %(type)s value: %(value)r": "nilai %(value)r tidak dapat dibaca",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r bukan pilihan; pilih salah satu dari %(choices)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
}


def use_indonesian() -> None:
    """From now on, every parser of this process speaks Indonesian."""
    for name, replacement in (("_", _text), ("ngettext", _plural)):
        setattr(argparse, name, replacement)


def _text(english: str) -> str:
    return INDONESIAN.get(english, english)


def _plural(single: str, several: str, count: int) -> str:
    return _text(single if count == 1 else several)
