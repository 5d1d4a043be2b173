"""Makes random cases of exact decimal arithmetic with the results that must come out.

usage: decimal_oracle.py SEED OPERATION COUNT

One case a line, fields separated by tabs. Numbers are signed hexadecimal multiples of 10^-18.

  parse                     text, number or error letter
  format                    number, text
  add, subtract             a, b, number or error letter
  multiply, divide, round   a, b, result
  portion                   a, b, c, result (a x b / c)

A result is an error letter, or the number rounded toward zero and then one letter for each of the
rounding modes in the order of MODES: 0 where that mode gives the same number, + or - where it gives
the next one (the next multiple, for round) up or down, O where it overflows.

Error letters: O overflow, Z division by zero, M malformed, F too many fraction digits, I too many
integer digits.
"""

import decimal
import random
import re
import sys
from decimal import Decimal

MODES = [
    decimal.ROUND_DOWN, decimal.ROUND_UP, decimal.ROUND_FLOOR, decimal.ROUND_CEILING,
    decimal.ROUND_HALF_EVEN, decimal.ROUND_HALF_UP,
]
ONE = 10**18
MAX = 10**38 - 1
# Exact for every product here. A quotient that does not end is cut with ROUND_05UP, which never
# turns an inexact value into a tie, so that the second rounding is the only one that counts.
CONTEXT = decimal.Context(prec=130, rounding=decimal.ROUND_05UP, Emin=-10**6, Emax=10**6)
# For texts, which may have more digits; what would be rounded is a fault of this script.
EXACT = decimal.Context(prec=1000, Emin=-10**6, Emax=10**6, traps=[decimal.Inexact])
NUMBER = re.compile(rb"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?:[eE]([+-]?[0-9]+))?")


def written(number):
    return format(number, "x")


def magnitude(rng):
    """A number without its sign, as they occur in markets and at every edge of 128 bits."""
    kind = rng.randrange(12)
    if kind == 0:  # a price
        return rng.randrange(1, 10 ** rng.randrange(1, 9)) * 10 ** rng.randrange(8, 19)
    if kind == 1:  # a quantity
        return rng.randrange(1, 10 ** rng.randrange(1, 6)) * 10 ** rng.randrange(6, 21)
    if kind == 2:  # few digits anywhere
        return rng.randrange(1, 1000) * 10 ** rng.randrange(0, 35)
    if kind in (3, 4):  # any number of bits
        return rng.getrandbits(rng.randrange(1, 128))
    if kind == 5:  # all bits
        return rng.getrandbits(127)
    if kind == 6:  # the end of the range
        return MAX - rng.getrandbits(rng.randrange(1, 100))
    if kind == 7:  # a power of ten and its neighbours
        return 10 ** rng.randrange(0, 39) + rng.randrange(-1, 2)
    if kind == 8:  # a power of two and its neighbours, where limbs begin and end
        return max(0, min(MAX, 2 ** rng.randrange(0, 128) + rng.randrange(-1, 2)))
    if kind == 9:  # a limb that is full or empty
        limbs = [0, 1, 2**63, 2**63 - 1, 2**64 - 1, rng.getrandbits(64)]
        return min(MAX, rng.choice(limbs) << 64 | rng.choice(limbs))
    if kind == 10:  # eighteen digits behind the point
        return rng.randrange(1, 10 ** rng.randrange(18, 28))
    return rng.choice([0, 1, 2, 5, ONE // 2, ONE, MAX])


def operand(rng):
    value = min(MAX, magnitude(rng))
    return -value if rng.randrange(3) == 0 else value


def signed(rng, *values):
    return [min(MAX, max(0, v)) * rng.choice([1, -1]) for v in values]


def odd(rng, bits):
    return rng.getrandbits(rng.randrange(1, bits)) | 1


def edge(rng):
    """Where a quotient just fits or just does not: in 127 bits, or in 128 before rounding."""
    return rng.choice([2**127, 2**127, 2**128, 2**126, 2**64]) + rng.randrange(-2, 3)


def pair_for_multiply(rng):
    kind = rng.randrange(6)
    if kind == 0:  # a tie
        zeros = rng.randrange(0, 18)
        return signed(rng, odd(rng, 40) * 5 * 10**zeros, odd(rng, 40) * 10 ** (17 - zeros))
    if kind == 1:
        a = max(1, magnitude(rng))
        return signed(rng, a, edge(rng) * ONE // a + rng.randrange(-1, 2))
    if kind == 2:  # a quotient of 128 ones and a remainder
        low = rng.choice([2**64, 2**65, 5 * 2**63])
        high = ONE * 2**128 // low
        return signed(rng, low + rng.randrange(-1, 2), high + rng.randrange(-1, 2)) \
            if rng.randrange(2) else signed(rng, 10**9 * 2**64 - 1, 10**9 * 2**64 + 1)
    return operand(rng), operand(rng)


def pair_for_divide(rng):
    kind = rng.randrange(6)
    if kind == 0:  # a tie
        m = odd(rng, 60)
        return signed(rng, odd(rng, 60) * m, 2 * ONE * m)
    if kind == 1:
        a = max(1, magnitude(rng))
        return signed(rng, a, a * ONE // edge(rng) + rng.randrange(-1, 2))
    return operand(rng), operand(rng)


def triple_for_portion(rng):
    kind = rng.randrange(8)
    if kind == 0:  # a tie
        m = odd(rng, 60)
        return signed(rng, odd(rng, 120), m, 2 * m)
    if kind == 1:
        a, b = max(1, magnitude(rng)), max(1, magnitude(rng))
        return signed(rng, a, b, a * b // edge(rng) + rng.randrange(-1, 2))
    if kind == 2:  # the cost of a closed part
        held = magnitude(rng)
        return signed(rng, magnitude(rng), rng.randrange(0, held + 1), held)
    if kind == 3:  # a divisor of two full limbs and digits of the quotient that are hard to guess
        c = rng.getrandbits(63) << 64 | rng.choice([0, 1, 2**64 - 1, rng.getrandbits(64)])
        return signed(rng, max(0, c - rng.randrange(0, 3)), rng.getrandbits(127), c)
    return operand(rng), operand(rng), operand(rng)


def pair_for_round(rng):
    kind = rng.randrange(6)
    if kind == 0:  # a tie
        m = magnitude(rng) // 2 + 1
        return signed(rng, m * odd(rng, 1 + max(1, (MAX // m).bit_length() - 1)), 2 * m)
    if kind == 1:  # just below a multiple at the end of the range
        return signed(rng, MAX - rng.getrandbits(40), rng.getrandbits(rng.randrange(1, 127)))
    if kind == 2:  # onto the grid of a market
        return signed(rng, magnitude(rng), rng.choice([1, 2, 5, 25]) * 10 ** rng.randrange(6, 20))
    return operand(rng), operand(rng)


def six(value, unit=1):
    """The six roundings of `value` x `unit`; `value` is in the place that is rounded to."""
    truncated, *others = [value.to_integral_value(mode, CONTEXT) for mode in MODES]
    first = int(truncated)
    if abs(first * unit) > MAX:
        return "O"
    letters = ["0"]
    for result in others:
        if result == truncated:
            letters.append("0")
            continue
        number = int(result)
        assert abs(number - first) == 1
        letters.append("O" if abs(number * unit) > MAX else "+" if number > first else "-")
    return written(first * unit) + "\t" + "".join(letters)


def product(a, b):
    return CONTEXT.multiply(Decimal(a), Decimal(b))


def quotient(dividend, divisor):
    return six(CONTEXT.divide(dividend, Decimal(divisor)))


def case_multiply(rng):
    a, b = pair_for_multiply(rng)
    return a, b, six(CONTEXT.scaleb(product(a, b), -18))


def case_divide(rng):
    a, b = pair_for_divide(rng)
    return a, b, quotient(product(a, ONE), b) if b else "Z"


def case_portion(rng):
    a, b, c = triple_for_portion(rng)
    return a, b, c, quotient(product(a, b), c) if c else "Z"


def case_round(rng):
    a, b = pair_for_round(rng)
    return a, b, six(CONTEXT.divide(Decimal(a), Decimal(abs(b))), abs(b)) if b else "Z"


def case_add(rng):
    a, b = operand(rng), operand(rng)
    return a, b, a + b if abs(a + b) <= MAX else "O"


def case_subtract(rng):
    a, b = operand(rng), operand(rng)
    return a, b, a - b if abs(a - b) <= MAX else "O"


def plain(number):
    text = "{:f}".format(CONTEXT.scaleb(Decimal(number), -18))
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def case_format(rng):
    number = operand(rng)
    return number, plain(number)


def value_of(text):
    """The number that a text stands for, or the letter of its fault."""
    parts = NUMBER.fullmatch(text)
    if not parts:
        return "M"
    mantissa = EXACT.create_decimal(parts[1].decode())
    if mantissa == 0:
        return 0
    # A power beyond this is out of range with any mantissa that a line has room for.
    value = EXACT.scaleb(mantissa, max(-5000, min(5000, int(parts[2] or b"0"))))
    if value.adjusted() >= 20:
        return "I"
    # A zero behind the last digit is no digit of the value.
    if value.normalize(EXACT).as_tuple().exponent < -18:
        return "F"
    scaled = int(EXACT.scaleb(value, 18))
    return scaled if abs(scaled) <= MAX else "I"


def spelling(rng):
    """A text that is a number, mostly in range."""
    kind = rng.randrange(6)
    text = plain(operand(rng))
    if kind == 0:  # zeros at the end
        return text + ("" if "." in text else ".") + "0" * rng.randrange(1, 30)
    if kind == 1:  # the same value with an exponent
        shift = rng.randrange(-40, 41)
        mantissa = "{:f}".format(EXACT.scaleb(EXACT.create_decimal(text), -shift))
        return mantissa + rng.choice("eE") + rng.choice(["", "+"] if shift >= 0 else [""]) + str(shift)
    if kind == 2:  # any digits and any power
        digits = str(rng.getrandbits(rng.randrange(1, 140)))
        point = "." + str(rng.getrandbits(rng.randrange(1, 70))) if rng.randrange(2) else ""
        power = "e" + str(rng.randrange(-60, 61)) if rng.randrange(3) == 0 else ""
        return rng.choice(["", "-"]) + digits + point + power
    if kind == 3:  # as many digits as the quick way takes, one fewer and one more
        count = rng.randrange(16, 23)
        digits = "".join(rng.choice("0123456789") for _ in range(count))
        place = rng.randrange(0, count)
        digits = digits[:place] + "." + digits[place:] if rng.randrange(4) else digits
        return digits.lstrip("0") if rng.randrange(2) else digits
    return text


def case_parse(rng):
    text = spelling(rng).encode()
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        place = rng.randrange(0, len(text) + 1)
        byte = rng.choice([b"0", b"1", b"9", b".", b"-", b"+", b"e", b"E", b" ", b"_", b",", b"x",
                           b"/", b":", b"\0", b"\xb5", b""])
        text = text[:place] + byte + text[place + rng.randrange(0, 2):]
    return text, value_of(text)


def main():
    seed, operation, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    rng = random.Random(f"{operation} {seed}")
    make = globals()["case_" + operation]
    lines = []
    for _ in range(count):
        fields = [written(f) if isinstance(f, int) else f for f in make(rng)]
        lines.append(b"\t".join(f if isinstance(f, bytes) else f.encode() for f in fields))
    lines.append(b"")
    sys.stdout.buffer.write(b"\n".join(lines))


if __name__ == "__main__":
    main()
