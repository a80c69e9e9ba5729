// 検索番号: by which a payer knows a receipt that it gave back. Its digits are ours; the field takes 17 to 30
// (記録条件仕様・訪問看護用, p. 5).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/send.h"

namespace kazasu::claims {

struct SearchNumber {
  Payer payer = Payer::kFund;
  std::string station_code;         // ten digits
  std::chrono::year_month month{};  // of the claim
  std::uint32_t send = 0;
  std::uint32_t receipt = 0;
  bool operator==(SearchNumber const&) const = default;
};

// 26 digits. Preconditions: ten digits of station, a send of three, a receipt of six.
std::string write_search_number(SearchNumber const& number);
// Nothing for what write_search_number() does not write.
std::optional<SearchNumber> read_search_number(std::string_view digits);

}  // namespace kazasu::claims
