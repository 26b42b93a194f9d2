//! Random numbers from plain arithmetic: nothing here asks the system's
//! mathematical library, so that every machine gets the same bits.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng as _;

/// Natural logarithm of a positive normal number, to about 4e-16 of itself.
///
/// ln(m 2^e) = e ln 2 + 2 artanh((m − 1) / (m + 1)), the latter by its series,
/// with m from √½ to √2. Without branches, so that several are taken at once.
#[inline(always)]
pub(super) fn ln(x: f64) -> f64 {
    const MANTISSA: u64 = 0x000F_FFFF_FFFF_FFFF;
    const ONE: u64 = 0x3FF0_0000_0000_0000;
    // 2^52: a whole number below it, put into its mantissa, adds itself.
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    let bits = x.to_bits();
    let mantissa = f64::from_bits((bits & MANTISSA) | ONE);
    let exponent = f64::from_bits((bits >> 52) | TWO_52.to_bits()) - (TWO_52 + 1023.0);
    let high = mantissa > std::f64::consts::SQRT_2;
    let m = if high { 0.5 * mantissa } else { mantissa };
    let e = if high { exponent + 1.0 } else { exponent };
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let mut series = 1.0 / 19.0;
    for odd in [17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        series = series * z + 1.0 / odd;
    }
    e * std::f64::consts::LN_2 + (2.0 * s + 2.0 * s * z * series)
}

/// A number evenly spread over the open interval from 0 to 1, from 32 random
/// bits.
#[inline(always)]
pub(super) fn even(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A number evenly spread over the open interval from 0 to 1.
pub(super) fn next_even(random: &mut ChaCha8Rng) -> f64 {
    even(random.next_u32())
}

/// A number of the standard normal distribution, by the polar method
/// (Marsaglia and Bray 1964), which makes two at a time: the other is spared.
fn next_normal(random: &mut ChaCha8Rng, spare: &mut Option<f64>) -> f64 {
    if let Some(normal) = spare.take() {
        return normal;
    }
    loop {
        let x = 2.0 * next_even(random) - 1.0;
        let y = 2.0 * next_even(random) - 1.0;
        let square = x * x + y * y;
        if square < 1.0 && square > 0.0 {
            let scale = (-2.0 * ln(square) / square).sqrt();
            *spare = Some(y * scale);
            return x * scale;
        }
    }
}

/// A number of the gamma distribution with a shape above 0 and scale 1
/// (Marsaglia and Tsang 2000; below a shape of 1 by their power of an even
/// number). Never 0, so that it can be divided by. `spare` holds a normal number
/// between calls.
pub(super) fn next_gamma(random: &mut ChaCha8Rng, spare: &mut Option<f64>, shape: f64) -> f64 {
    if shape < 1.0 {
        let power = libm::exp(ln(next_even(random)) / shape);
        return (next_gamma(random, spare, shape + 1.0) * power).max(1e-290);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = next_normal(random, spare);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        let u = next_even(random);
        let square = x * x;
        if u < 1.0 - 0.0331 * square * square || ln(u) < 0.5 * square + d * (1.0 - v + ln(v)) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_logarithm_is_that_of_the_library() {
        for step in 1..200_000_u32 {
            let x = f64::from(step) / 65_536.0;
            let exact = libm::log(x);
            let error = (super::ln(x) - exact).abs();
            assert!(error <= 1e-15 * exact.abs().max(1e-3), "{x}: {error:e}");
        }
        let least = super::even(0);
        assert!((super::ln(least) - libm::log(least)).abs() < 1e-14);
    }
}
