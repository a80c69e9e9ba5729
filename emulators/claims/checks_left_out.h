// Checks that the payers have published and kazasu does not make, each with the reason.
#pragma once

#include <span>
#include <string_view>

namespace kazasu::claims {

struct CheckLeftOut {
  std::string_view code;       // of the published list for 医科; empty: a rule without a published code
  std::string_view condition;  // in our words
  std::string_view reason;
};
std::span<CheckLeftOut const> checks_left_out();

}  // namespace kazasu::claims
