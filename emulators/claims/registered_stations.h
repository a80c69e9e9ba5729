// What the payers have on file of each station.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/file_checker.h"
#include "emulators/identity/population.h"

namespace kazasu::claims {

// How a station's name stands in its receipt files, in UTF-8.
std::string claimed_name(identity::Station const& station);

// For FileRules::station. Every station notified what its receipts need (drafted_standards), but for one in
// fifty, which forgot one standard that is drawn (ours). All are open in every month.
class RegisteredStations {
 public:
  static constexpr auto kForgottenPpm = std::uint32_t{20'000};

  // `encode` turns UTF-8 into Shift_JIS. The source must outlive this.
  RegisteredStations(identity::StationSource const& stations, std::uint64_t seed,
                     std::function<std::string(std::string_view)> encode)
      : stations_(stations), seed_(seed), encode_(std::move(encode)) {}

  // Nothing for a code that no station of the source has.
  std::optional<StationFacts> facts(std::string_view code) const;

 private:
  identity::StationSource const& stations_;
  std::uint64_t seed_;
  std::function<std::string(std::string_view)> encode_;
};

}  // namespace kazasu::claims
