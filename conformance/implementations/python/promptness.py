"""How long a puzzle takes, and what a receipt in time is worth (_Sealed orders_, What is shown)."""


def delay(speed: int, steps: int) -> int:
    """How many ticks the fastest processor needs, rounded up."""
    return -(-((1 << steps) - 1) // speed)


def is_prompt(speed: int, steps: int, waited: int) -> bool:
    """Did the receipt come within a quarter of what the fastest processor needs?"""
    return 4 * waited * speed <= (1 << steps) - 1


def score(reward: int, fine: int, prompt: int, late: int) -> int:
    """F(p, d), TEX Equation 1."""
    return reward * prompt - fine * late
