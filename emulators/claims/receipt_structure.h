// What a receipt's records and fields have to be before anything is said of their content (L2).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// A file with more places of L2 is given up (L1920).
inline constexpr auto kMostFaults = std::uint64_t{1000};

// What HM says, or whoever knows better.
struct FileFacts {
  std::optional<std::chrono::year_month> claim_month;  // without it only what holds in any month is said
  char payer = '0';                                    // neither: insurers are not compared with it
};

// Returns true when nothing was found.
bool check_structure(ReceiptView const& receipt, FileFacts const& file, FindingSink& sink);

// Layout, characters and modes of every field of a record. Gives each finding as check `check_of` says.
void check_fields(RecordView const& record, std::uint32_t receipt, FindingSink& sink);

}  // namespace kazasu::claims
