// What stations set up on their terminals: the function, URLs, passcodes, activation codes and devices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulators/eligibility/environment.h"
#include "emulators/eligibility/settings_messages.h"
#include "emulators/eligibility/settings_store.h"
#include "emulators/eligibility/station_setup.h"
#include "emulators/identity/population.h"
#include "sim/random.h"

namespace kazasu::eligibility {

// Grows only with the stations that changed anything. All limits are ours. Codes and tokens are functions of
// the seed and of how many were made: unguessable for those who do not know the seed.
class StationSettings {
 public:
  static constexpr auto kMostDevices = std::size_t{50};         // of one station, activated at a time
  static constexpr auto kMostCodes = StationSetup::kMostCodes;  // of one station that are kept
  static constexpr auto kCodeLifetime = std::chrono::hours{24};
  static constexpr auto kPasscodeTries = StationSetup::kPasscodeTries;

  struct Key {
    identity::StationIndex station = 0;
    Environment environment = Environment::kOperation;
    bool operator==(Key const&) const = default;
  };

  // 訪問診療等機能: on until it is switched off, so that a world without settings works (ours).
  bool home_visit_use(Key const& key) const;
  void set_home_visit_use(Key const& key, bool use);

  // The token of the institution's URL for a kind of care; empty while the first one of kContinuing, which
  // the station source knows, stands.
  std::string url_token(Key const& key, Care kind) const;
  std::string renew_url(Key const& key, Care kind, std::uint64_t seed);
  struct UrlOwner {
    Key key;
    Care kind = Care::kContinuing;
  };
  std::optional<UrlOwner> find_url(std::string_view token) const;

  // The passcode of the day; made when there is none yet, or anew.
  std::string passcode(Key const& key, std::chrono::year_month_day day, bool renew, std::uint64_t seed);
  // kAccepted, kPasscodeInvalid or kPasscodeLocked; a wrong entry counts.
  Outcome check_passcode(Key const& key, std::chrono::year_month_day day, std::string_view passcode);

  // Nothing when kMostCodes are kept that are open or in use; what has expired goes first.
  std::optional<ActivationCode> issue_code(Key const& key, sim::Instant now, std::uint64_t seed);
  std::vector<ActivationCode> codes(Key const& key, sim::Instant now) const;
  // False when there is no such code. The device that was activated with it is the institution's no longer.
  bool disable_code(Key const& key, std::string_view code);
  // kAccepted with a device, kActivationCodeInvalid or kTooManyDevices. A code is used once.
  ActivationAnswer use_code(Key const& key, std::string_view code, sim::Instant now, std::uint64_t seed);
  std::optional<Key> device_owner(std::string_view device) const;

  // Every change from now on is put into `kept` as the station's text, "station/12"; null: nowhere. It must
  // outlive the changes.
  void keep_in(SettingsStore* kept) { kept_ = kept; }
  // What an earlier life kept. Throws std::invalid_argument for what cannot have been put there.
  void restore(SettingsStore const& kept);

 private:
  struct Hash {
    std::size_t operator()(Key const& key) const {
      return static_cast<std::size_t>(
          (std::uint64_t{key.station} << 1U | static_cast<std::uint64_t>(key.environment)) *
          0x9E3779B97F4A7C15U);
    }
  };
  StationSetup& at(Key const& key) { return stations_[key]; }
  StationSetup const* find(Key const& key) const;
  void keep(Key const& key, StationSetup& station);
  void restore(Key const& key, StationSetup station);
  sim::RandomStream next_random(std::uint64_t seed);
  static ActivationState state_of(StationSetup::Code const& code, sim::Instant now);

  std::unordered_map<Key, StationSetup, Hash> stations_;  // never iterated
  std::unordered_map<std::string, UrlOwner> urls_;        // likewise
  std::unordered_map<std::string, Key> devices_;          // likewise
  std::uint64_t made_ = 0;                                // codes, passcodes, tokens
  SettingsStore* kept_ = nullptr;
};

}  // namespace kazasu::eligibility
