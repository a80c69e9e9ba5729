// What the payers have on file of each station.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/file_checker.h"
#include "emulators/claims/text_encoder.h"
#include "emulators/identity/population.h"

namespace kazasu::claims {

// How a station's name stands in its receipt files, in UTF-8.
std::string claimed_name(identity::Station const& station);

// For FileRules::station. Every station notified what its receipts need (drafted_standards), but for a share
// that forgot one standard, which is drawn (ours). All are open in every month.
class RegisteredStations {
 public:
  static constexpr auto kForgottenPpm = std::uint32_t{20'000};  // one in fifty

  // The source must outlive this. Parts per million of the stations
  // forgot a standard.
  RegisteredStations(identity::StationSource const& stations, std::uint64_t seed, TextEncoder encode,
                     std::uint32_t forgotten_ppm = kForgottenPpm)
      : stations_(stations), seed_(seed), encode_(std::move(encode)), forgotten_ppm_(forgotten_ppm) {}

  // Nothing for a code that no station of the source has.
  std::optional<StationFacts> facts(std::string_view code) const;

 private:
  identity::StationSource const& stations_;
  std::uint64_t seed_;
  TextEncoder encode_;
  std::uint32_t forgotten_ppm_;
};

}  // namespace kazasu::claims
