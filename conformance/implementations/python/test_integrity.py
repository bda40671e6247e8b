"""Tests of integrity.py."""

import unittest

from integrity import MOVES, STATES, automaton


class TheAutomaton(unittest.TestCase):
    def test_paths(self):
        self.assertEqual(automaton("s0", ["sign", "accept", "ratify", "include"]),
                         (["s0", "s1", "s2", "s3", "s8"], "accepted"))
        self.assertEqual(automaton("s0", ["order", "ratify", "debit"]), (["s0", "s4", "s5", "s6"], "rejected"))
        self.assertEqual(automaton("s2", []), (["s2"], "undecided"))

    def test_traps(self):
        for state in ("s6", "s7"):
            self.assertEqual(set(automaton(state, MOVES)[0]), {state})

    def test_total(self):
        for state in STATES:
            for move in MOVES:
                self.assertIn(automaton(state, [move])[0][1], STATES)


if __name__ == "__main__":
    unittest.main()
