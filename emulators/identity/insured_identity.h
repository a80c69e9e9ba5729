// The four items that name an insured person towards an insurer, and which of them each kind of insurer has.
#pragma once

#include <cstdint>
#include <string_view>

namespace kazasu::identity {

struct InsuredIdentity {
  std::string_view insurer_number;  // eight characters
  std::string_view symbol = {};     // 記号
  std::string_view number = {};     // 番号
  std::string_view branch = {};     // 枝番
};

enum class InsuredIdentityFault : std::uint8_t {
  kNone,
  kInsurerNumber,
  kSymbol,  // 協会: 7 or 8 digits; 組合 and 特例退職: digits; otherwise at most 20 characters; 後期高齢: none
  kNumber,  // 1 to 20 characters; 後期高齢: eight digits with a check digit
  kBranch,  // two digits; 後期高齢: none
};

// Form only; whether such a person exists is the registry's to say. Text is UTF-8, lengths are in characters.
InsuredIdentityFault check_insured_identity(InsuredIdentity const& identity);

}  // namespace kazasu::identity
