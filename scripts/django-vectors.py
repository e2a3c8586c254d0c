"""Makes libs/accounts/src/passwords/formats/django-vectors.json: passwords as Django and other systems stored them.

Run by hand, once on every Django that is to be heard; each run replaces the vectors of its own version and keeps the others:

    apt-get install python3-django python3-bcrypt python3-argon2      # Debian 12: Django 3.2, bcrypt 3.2
    /usr/bin/python3 scripts/django-vectors.py libs/accounts/src/passwords/formats/django-vectors.json

    python3 -m venv venv && venv/bin/pip install 'django==5.2.*' bcrypt argon2-cffi
    venv/bin/python scripts/django-vectors.py libs/accounts/src/passwords/formats/django-vectors.json

Every vector is checked by the Django that made it before it is written. Costs are low, so that the tests are quick, except in one vector of
each hasher that is made at Django's own default cost. Django before 4.0 has no scrypt; bcrypt since 5.0 refuses passwords past 72 bytes.
"""

import hashlib
import json
import sys
import warnings
from pathlib import Path

import argon2
import bcrypt
import django
from django.conf import settings

warnings.filterwarnings("ignore")

HASHERS = [
    "PBKDF2PasswordHasher",
    "PBKDF2SHA1PasswordHasher",
    "BCryptSHA256PasswordHasher",
    "BCryptPasswordHasher",
    "Argon2PasswordHasher",
    "ScryptPasswordHasher",
]

# In the form typed: Django does not normalize, so the two spellings of "é" are two passwords.
PASSWORDS = [
    "correct horse battery staple",
    "  spaces around  ",
    "tab\tand\nnewline",
    "caf\u00e9 au lait",
    "cafe\u0301 au lait",
    "\u212bngstr\u00f6m \u5bc6\u7801 \u043f\u0430\u0440\u043e\u043b\u044c \U0001f511",
    "$dollars$and$more$",
    "x" * 100 + "the end",
    "\U0001f511" * 100,
]

LOW_COSTS = {"iterations": 20, "rounds": 4, "time_cost": 1, "memory_cost": 64, "parallelism": 2, "work_factor": 16, "block_size": 4}


def hashers_here():
    from django.contrib.auth import hashers

    return [getattr(hashers, name) for name in HASHERS if hasattr(hashers, name)]


def configure():
    import django.contrib.auth.hashers as hashers

    known = ["django.contrib.auth.hashers." + name for name in HASHERS if hasattr(hashers, name)]
    settings.configure(PASSWORD_HASHERS=known, USE_I18N=False)
    django.setup()


def cheap(hasher_class):
    return type(hasher_class.__name__, (hasher_class,), LOW_COSTS)()


def by_django():
    from django.contrib.auth.hashers import check_password

    for hasher_class in hashers_here():
        made = [(PASSWORDS[0], hasher_class())] + [(password, cheap(hasher_class)) for password in PASSWORDS]
        for password, hasher in made:
            try:
                stored = hasher.encode(password, hasher.salt())
            except ValueError:  # bcrypt 5: longer than 72 bytes
                continue
            assert check_password(password, stored), stored
            yield hasher_class.algorithm, password, stored
    yield from odd_salts()
    yield from argon2_variants()


def odd_salts():
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password

    for salt in ["s", "s\u00e4lt \U0001f9c2", "c2FsdA=="]:
        stored = cheap(PBKDF2PasswordHasher).encode(PASSWORDS[0], salt)
        assert check_password(PASSWORDS[0], stored)
        yield "pbkdf2_sha256", PASSWORDS[0], stored


def argon2_variants():
    """What older Djangos wrote (argon2i), and what their check still accepts."""
    from django.contrib.auth.hashers import check_password

    low = argon2.low_level
    for kind, version in [(low.Type.I, 19), (low.Type.I, 16), (low.Type.D, 19)]:
        password = PASSWORDS[5].encode()
        stored = "argon2" + low.hash_secret(password, b"0123456789abcdef", 2, 64, 2, 16, kind, version).decode()
        if version == 16:
            stored = stored.replace("v=16$", "")  # version 16 did not say so
        assert check_password(PASSWORDS[5], stored) or version == 16
        yield "argon2", PASSWORDS[5], stored


def by_others():
    """Salt and hexadecimal key in two columns, and crypt(3)."""
    import crypt

    for password, salt in [(PASSWORDS[0], hashlib.sha256(b"salt").hexdigest())] + [(password, "NaCl") for password in PASSWORDS]:
        key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 260_000).hex()
        yield "pbkdf2_sha256_hex", password, f"pbkdf2_sha256_hex$260000${salt}${key}"
    for password in PASSWORDS:
        for version in ["2a", "2b", "2y"]:
            yield version, password, crypt.crypt(password, f"${version}$04$abcdefghijklmnopqrstuu")


def main(path):
    configure()
    vectors = json.loads(path.read_text()) if path.exists() else []
    sources = {f"django {django.get_version()}": by_django}
    if sys.version_info < (3, 13):  # the last Python with crypt(3)
        sources["hashlib and crypt"] = by_others
    for source, make in sources.items():
        vectors = [vector for vector in vectors if vector["source"] != source]
        vectors += [{"source": source, "format": name, "password": password, "stored": stored} for name, password, stored in make()]
    path.write_text(json.dumps(vectors, indent=2) + "\n")


main(Path(sys.argv[1]))
