#include "emulators/eligibility/station_settings.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "emulators/identity/generated_stations.h"
#include "emulators/identity/identifiers.h"

namespace kazasu::eligibility {

namespace {

std::string digits(sim::RandomStream& random, std::size_t count) {
  auto text = std::string{};
  while (text.size() < count) text += static_cast<char>('0' + random.below(10));
  return text;
}

std::string token(sim::RandomStream& random) {
  auto text = std::string{};
  while (text.size() < 32) text += "0123456789abcdef"[random.below(16)];
  return text;
}

constexpr auto kPrefix = std::string_view{"station/"};

identity::StationIndex station_in(std::string_view name) {
  name.remove_prefix(kPrefix.size());
  auto station = identity::StationIndex{0};
  auto const* const end = name.data() + name.size();
  auto const read = std::from_chars(name.data(), end, station);
  if (read.ec != std::errc{} || read.ptr != end || station >= identity::kMostStations ||
      std::to_string(station) != name) {
    throw std::invalid_argument("settings are of no station");
  }
  return station;
}

}  // namespace

StationSetup const* StationSettings::find(Key const& key) const {
  auto const found = stations_.find(key);
  return found == stations_.end() ? nullptr : &found->second;
}

sim::RandomStream StationSettings::next_random(std::uint64_t seed) {
  return {seed, "eligibility.settings", made_++};
}

void StationSettings::keep(Key const& key, StationSetup& station) {
  if (kept_ == nullptr) return;
  station.made = made_;
  auto const name = std::string{kPrefix} + std::to_string(key.station);
  if (!kept_->put({key.environment, name}, station_setup_text(station))) {
    throw std::logic_error("the settings of a station are beyond the limits of the settings store");
  }
}

void StationSettings::restore(SettingsStore const& kept) {
  for (auto const environment : {Environment::kOperation, Environment::kConnectionTest}) {
    for (auto const& [name, text] : kept.below(environment, kPrefix)) {
      restore({station_in(name), environment}, parse_station_setup(text));
    }
  }
}

void StationSettings::restore(Key const& key, StationSetup station) {
  auto own = true;  // no token is another's
  auto const add_url = [&](std::string const& url, Care kind) {
    if (!url.empty()) own = urls_.emplace(url, UrlOwner{key, kind}).second && own;
  };
  add_url(station.continuing_url, Care::kContinuing);
  add_url(station.online_url, Care::kOnline);
  for (auto const& code : station.codes) {
    if (!code.device.empty() && !code.disabled) own = devices_.emplace(code.device, key).second && own;
  }
  if (!own) throw std::invalid_argument("two stations have the same URL or device");
  made_ = std::max(made_, station.made);
  stations_.insert_or_assign(key, std::move(station));
}

bool StationSettings::home_visit_use(Key const& key) const {
  auto const* const station = find(key);
  return station == nullptr || !station->off;
}

void StationSettings::set_home_visit_use(Key const& key, bool use) {
  auto& station = at(key);
  station.off = !use;
  keep(key, station);
}

std::string StationSettings::url_token(Key const& key, Care kind) const {
  auto const* const station = find(key);
  if (station == nullptr) return {};
  return kind == Care::kOnline ? station->online_url : station->continuing_url;
}

std::string StationSettings::renew_url(Key const& key, Care kind, std::uint64_t seed) {
  auto& station = at(key);
  auto& url = kind == Care::kOnline ? station.online_url : station.continuing_url;
  urls_.erase(url);
  auto random = next_random(seed);
  url = token(random);
  urls_[url] = {key, kind};
  keep(key, station);
  return url;
}

std::optional<StationSettings::UrlOwner> StationSettings::find_url(std::string_view url) const {
  if (urls_.empty()) return std::nullopt;
  auto const found = urls_.find(std::string{url});
  if (found == urls_.end()) return std::nullopt;
  return found->second;
}

std::string StationSettings::passcode(Key const& key, std::chrono::year_month_day day, bool renew,
                                      std::uint64_t seed) {
  auto& station = at(key);
  if (renew || station.passcode.empty() || station.passcode_day != day) {
    auto random = next_random(seed);
    station.passcode = digits(random, 6);
    station.passcode_day = day;
    station.wrong = 0;
    keep(key, station);
  }
  return station.passcode;
}

Outcome StationSettings::check_passcode(Key const& key, std::chrono::year_month_day day,
                                        std::string_view passcode) {
  auto const found = stations_.find(key);
  if (found == stations_.end() || found->second.passcode.empty() || found->second.passcode_day != day) {
    return Outcome::kPasscodeInvalid;
  }
  auto& station = found->second;
  if (station.wrong >= kPasscodeTries) return Outcome::kPasscodeLocked;
  if (station.passcode == passcode) return Outcome::kAccepted;
  ++station.wrong;
  keep(key, station);
  return Outcome::kPasscodeInvalid;
}

ActivationState StationSettings::state_of(StationSetup::Code const& code, sim::Instant now) {
  if (code.disabled) return ActivationState::kDisabled;
  if (!code.device.empty()) return ActivationState::kUsed;
  return now > code.until ? ActivationState::kExpired : ActivationState::kOpen;
}

std::optional<ActivationCode> StationSettings::issue_code(Key const& key, sim::Instant now,
                                                          std::uint64_t seed) {
  auto& station = at(key);
  auto& codes = station.codes;
  if (codes.size() >= kMostCodes) {
    std::erase_if(codes, [now](StationSetup::Code const& code) {
      auto const state = state_of(code, now);
      return state == ActivationState::kExpired || state == ActivationState::kDisabled;
    });
  }
  if (codes.size() >= kMostCodes) return std::nullopt;
  auto random = next_random(seed);
  auto body = digits(random, 11);
  body += static_cast<char>('0' + identity::check_digit(body));
  codes.push_back({.code = std::move(body), .until = now + kCodeLifetime});
  keep(key, station);
  return ActivationCode{codes.back().code, codes.back().until, ActivationState::kOpen};
}

std::vector<ActivationCode> StationSettings::codes(Key const& key, sim::Instant now) const {
  auto list = std::vector<ActivationCode>{};
  auto const* const station = find(key);
  if (station == nullptr) return list;
  for (auto const& code : station->codes) list.push_back({code.code, code.until, state_of(code, now)});
  return list;
}

bool StationSettings::disable_code(Key const& key, std::string_view code) {
  auto const station = stations_.find(key);
  if (station == stations_.end()) return false;
  auto const found = std::ranges::find(station->second.codes, code, &StationSetup::Code::code);
  if (found == station->second.codes.end()) return false;
  found->disabled = true;
  devices_.erase(found->device);
  keep(key, station->second);
  return true;
}

ActivationAnswer StationSettings::use_code(Key const& key, std::string_view code, sim::Instant now,
                                           std::uint64_t seed) {
  auto const station = stations_.find(key);
  if (station == stations_.end()) return {.outcome = Outcome::kActivationCodeInvalid};
  auto& codes = station->second.codes;
  auto const found = std::ranges::find(codes, code, &StationSetup::Code::code);
  if (found == codes.end() || state_of(*found, now) != ActivationState::kOpen) {
    return {.outcome = Outcome::kActivationCodeInvalid};
  }
  auto const in_use = std::ranges::count_if(
      codes, [](StationSetup::Code const& known) { return !known.disabled && !known.device.empty(); });
  if (static_cast<std::size_t>(in_use) >= kMostDevices) return {.outcome = Outcome::kTooManyDevices};
  auto random = next_random(seed);
  found->device = token(random);
  devices_[found->device] = key;
  keep(key, station->second);
  return {.outcome = Outcome::kAccepted, .device = found->device};
}

std::optional<StationSettings::Key> StationSettings::device_owner(std::string_view device) const {
  auto const found = devices_.find(std::string{device});
  if (found == devices_.end()) return std::nullopt;
  return found->second;
}

}  // namespace kazasu::eligibility
