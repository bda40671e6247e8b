//! Integers as the messages carry them: of any sign, with up to 100 digits.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

const LIMBS: usize = 6;
const LIMB_DIGITS: usize = 18;
const LIMB_BASE: u64 = 1_000_000_000_000_000_000;
const MAX_DIGITS: usize = 100;

/// An amount of base or of quote: the whole range of the type is allowed (PR-1).
pub type Amount = u128;

/// An exact integer.
///
/// What is parsed has at most 100 digits; there is room for 108, so that sums of up to 10^8 of
/// them are exact too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Integer {
    /// Never set on zero.
    negative: bool,
    /// In base 10^18, the least significant first.
    limbs: [u64; LIMBS],
}

/// The text is not an integer in the form that the chapter _Primitives_ asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnInteger;

impl Integer {
    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        !self.negative && !self.is_zero()
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.limbs == [0; LIMBS]
    }

    /// The integer as an amount, if it is one (PR-1).
    pub fn amount(&self) -> Option<Amount> {
        if self.negative { None } else { self.magnitude() }
    }

    /// The integer as a price, if it is one (PR-2).
    pub fn price(&self) -> Option<Amount> {
        self.amount().filter(|&price| price > 0)
    }

    /// Whether the product of the two is an amount (PR-3), whatever each of them is.
    pub fn product_is_amount(&self, other: &Integer) -> bool {
        if self.is_zero() || other.is_zero() {
            return true;
        }
        let product = match (self.magnitude(), other.magnitude()) {
            (Some(a), Some(b)) => a.checked_mul(b),
            _ => None,
        };
        self.negative == other.negative && product.is_some()
    }

    /// The magnitude, if it is below 2^128.
    fn magnitude(&self) -> Option<u128> {
        self.limbs.iter().rev().try_fold(0u128, |value, &limb| {
            value.checked_mul(u128::from(LIMB_BASE))?.checked_add(u128::from(limb))
        })
    }

    fn cmp_magnitude(&self, other: &Integer) -> Ordering {
        self.limbs.iter().rev().cmp(other.limbs.iter().rev())
    }
}

impl From<u128> for Integer {
    fn from(mut value: u128) -> Self {
        let base = u128::from(LIMB_BASE);
        let mut limbs = [0; LIMBS];
        for limb in &mut limbs {
            *limb = (value % base) as u64;
            value /= base;
        }
        Integer { negative: false, limbs }
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Self {
        Integer::from(u128::from(value))
    }
}

impl FromStr for Integer {
    type Err = NotAnInteger;

    fn from_str(text: &str) -> Result<Self, NotAnInteger> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits.as_bytes()),
            None => (false, text.as_bytes()),
        };
        let canonical = match digits {
            [] => false,
            [b'0'] => !negative,
            [first, ..] => *first != b'0',
        };
        if !canonical || digits.len() > MAX_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
            return Err(NotAnInteger);
        }
        let mut limbs = [0; LIMBS];
        for (limb, chunk) in limbs.iter_mut().zip(digits.rchunks(LIMB_DIGITS)) {
            *limb = chunk.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        }
        Ok(Integer { negative, limbs })
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let highest = self.limbs.iter().rposition(|&limb| limb != 0).unwrap_or(0);
        write!(f, "{}", self.limbs[highest])?;
        for limb in self.limbs[..highest].iter().rev() {
            write!(f, "{limb:0LIMB_DIGITS$}")?;
        }
        Ok(())
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_magnitude(other),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (true, true) => other.cmp_magnitude(self),
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Neg for Integer {
    type Output = Integer;

    fn neg(self) -> Integer {
        Integer { negative: !self.negative && !self.is_zero(), ..self }
    }
}

impl Add for Integer {
    type Output = Integer;

    fn add(self, other: Integer) -> Integer {
        if self.negative == other.negative {
            return Integer { negative: self.negative, limbs: add_limbs(self.limbs, other.limbs) };
        }
        match self.cmp_magnitude(&other) {
            Ordering::Equal => Integer::default(),
            Ordering::Greater => {
                Integer { negative: self.negative, limbs: sub_limbs(self.limbs, other.limbs) }
            }
            Ordering::Less => Integer { negative: other.negative, limbs: sub_limbs(other.limbs, self.limbs) },
        }
    }
}

impl Sub for Integer {
    type Output = Integer;

    fn sub(self, other: Integer) -> Integer {
        self + -other
    }
}

impl AddAssign for Integer {
    fn add_assign(&mut self, other: Integer) {
        *self = *self + other;
    }
}

impl SubAssign for Integer {
    fn sub_assign(&mut self, other: Integer) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Integer {
    fn sum<I: Iterator<Item = Integer>>(integers: I) -> Integer {
        integers.fold(Integer::default(), Add::add)
    }
}

fn add_limbs(a: [u64; LIMBS], b: [u64; LIMBS]) -> [u64; LIMBS] {
    let mut sum = [0; LIMBS];
    let mut carry = 0;
    for i in 0..LIMBS {
        let limb = a[i] + b[i] + carry;
        carry = u64::from(limb >= LIMB_BASE);
        sum[i] = limb - carry * LIMB_BASE;
    }
    assert_eq!(carry, 0, "a sum of more than 108 digits");
    sum
}

/// `a` has to be the larger one.
fn sub_limbs(a: [u64; LIMBS], b: [u64; LIMBS]) -> [u64; LIMBS] {
    let mut difference = [0; LIMBS];
    let mut borrow = 0;
    for i in 0..LIMBS {
        let taken = b[i] + borrow;
        borrow = u64::from(a[i] < taken);
        difference[i] = a[i] + borrow * LIMB_BASE - taken;
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> Integer {
        text.parse().expect("an integer")
    }

    #[test]
    fn reads_and_writes_the_canonical_form_only() {
        let longest = "9".repeat(100);
        for text in ["0", "10", "-3", "340282366920938463463374607431768211456", &longest] {
            assert_eq!(int(text).to_string(), text);
        }
        let too_long = "1".repeat(101);
        for text in ["", "-", "-0", "00", "007", "+1", "1.5", " 1", "1e3", "\u{661}", &too_long] {
            assert_eq!(text.parse::<Integer>(), Err(NotAnInteger), "{text}");
        }
    }

    #[test]
    fn keeps_the_zeros_within_a_number() {
        let text = format!("7{}1", "0".repeat(40));
        assert_eq!(int(&text).to_string(), text);
    }

    #[test]
    fn adds_and_subtracts_with_signs_and_carries() {
        assert_eq!(int("999999999999999999") + int("1"), int("1000000000000000000"));
        assert_eq!(int("1000000000000000000") - int("1"), int("999999999999999999"));
        assert_eq!(int("-5") + int("3"), int("-2"));
        assert_eq!(int("5") - int("5"), int("0"));
        assert_eq!(int("3") - int("5"), int("-2"));
        assert_eq!(Integer::from(u128::MAX) + int("1"), int("340282366920938463463374607431768211456"));
    }

    #[test]
    fn compares_across_signs() {
        assert!(int("-10") < int("-9"));
        assert!(int("-1") < int("0"));
        assert!(int("10000000000000000000") > int("9999999999999999999"));
    }

    #[test]
    fn knows_amounts_and_prices() {
        assert_eq!(Integer::from(u128::MAX).amount(), Some(u128::MAX));
        assert_eq!((Integer::from(u128::MAX) + int("1")).amount(), None);
        assert_eq!(int("-1").amount(), None);
        assert_eq!(int("0").amount(), Some(0));
        assert_eq!(int("0").price(), None);
    }

    #[test]
    fn judges_products_of_any_factors() {
        let two_64 = int("18446744073709551616");
        let huge = int(&"9".repeat(100));
        assert!(!two_64.product_is_amount(&two_64));
        assert!(two_64.product_is_amount(&int("18446744073709551615")));
        assert!(!int("-1").product_is_amount(&int("5")));
        assert!(int("-1").product_is_amount(&int("-5")));
        assert!(huge.product_is_amount(&int("0")));
        assert!(!huge.product_is_amount(&int("1")));
    }
}
