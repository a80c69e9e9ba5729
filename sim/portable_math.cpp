#include "sim/portable_math.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace kazasu::sim {

namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr std::uint64_t kMantissa = (std::uint64_t{1} << 52U) - 1;
constexpr std::uint64_t kExponentOfOne = std::uint64_t{1023} << 52U;

template <int N>
double polynomial(double const (&coefficients)[N], double x) {
  auto sum = coefficients[N - 1];
  for (int i = N - 2; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace

double portable_log(double x) {
  // x = m * 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh((m - 1) / (m + 1)) by its series.
  auto const bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<int>(bits >> 52U) - 1023;
  auto mantissa = std::bit_cast<double>((bits & kMantissa) | kExponentOfOne);
  if (mantissa > 1.41421356237309504880) {
    mantissa *= 0.5;
    ++exponent;
  }
  auto const s = (mantissa - 1.0) / (mantissa + 1.0);
  auto const square = s * s;  // at most 0.0295, so eleven terms reach 1e-18
  auto series = 0.0;
  for (int k = 21; k >= 3; k -= 2) series = (series + 1.0 / k) * square;
  auto const log_mantissa = 2.0 * s + 2.0 * s * series;
  return exponent * kLn2High + (log_mantissa + exponent * kLn2Low);
}

double portable_exp(double x) {
  // x = k ln 2 + r with |r| <= ln 2 / 2; e^r by its series.
  auto const scaled = x * 1.44269504088896338700;
  auto const k = static_cast<int>(scaled + (scaled >= 0 ? 0.5 : -0.5));
  auto const r = (x - k * kLn2High) - k * kLn2Low;
  auto series = 1.0;
  for (int n = 18; n >= 1; --n) series = 1.0 + series * r / n;
  return series * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + k) << 52U);
}

double normal_quantile(double p) {
  static constexpr double kA[] = {
      3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
      4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr double kB[] = {1.0,
                                  4.2313330701600911252e+1,
                                  6.8718700749205790830e+2,
                                  5.3941960214247511077e+3,
                                  2.1213794301586595867e+4,
                                  3.9307895800092710610e+4,
                                  2.8729085735721942674e+4,
                                  5.2264952788528545610e+3};
  static constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                  5.76949722146069140550e0,  3.64784832476320460504e0,
                                  1.27045825245236838258e0,  2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kD[] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
  static constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                  1.78482653991729133580e0,  2.96560571828504891230e-1,
                                  2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                  2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kF[] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};
  auto const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    auto const r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  auto r = std::sqrt(-portable_log(q < 0 ? p : 1.0 - p));
  auto result = 0.0;
  if (r <= 5.0) {
    r -= 1.6;
    result = polynomial(kC, r) / polynomial(kD, r);
  } else {
    r -= 5.0;
    result = polynomial(kE, r) / polynomial(kF, r);
  }
  return q < 0 ? -result : result;
}

}  // namespace kazasu::sim
