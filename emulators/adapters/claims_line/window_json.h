// What the other institutions did at the shared window, as the admin listener tells it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/claims_series.h"

namespace kazasu::adapters {

struct WindowState {
  claims::WindowTotals totals;
  std::vector<claims::ClaimsSlice> slices;
};

std::string encode_window(claims::WindowTotals const& totals, std::vector<claims::ClaimsSlice> const& slices);
// Nothing for what is not of this form.
std::optional<WindowState> decode_window(std::string_view text);

}  // namespace kazasu::adapters
