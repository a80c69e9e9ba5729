// Logarithm, exponential and normal quantile from IEEE-754 additions, multiplications, divisions and square
// roots alone. Those are correctly rounded everywhere, libm is not: the same seed must give the same run on
// every compiler and C library. The build turns contraction off (-ffp-contract=off).
#pragma once

namespace kazasu::sim {

// Natural logarithm of a positive, finite, normal number; absolute error below 1e-14 for |ln x| < 50.
double portable_log(double x);

// e to the power of x, for |x| <= 700; relative error below 1e-14.
double portable_exp(double x);

// The standard normal quantile for p in (0, 1); relative error below 1e-15 in the formula.
// Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37(3),
// 1988.
double normal_quantile(double p);

}  // namespace kazasu::sim
