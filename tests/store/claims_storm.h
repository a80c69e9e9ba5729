// Stations that send claim files all at once, until their server is killed, and hold the next one to what it
// answered.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/claims_line/claims_client.h"
#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/claim_drafts.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_stations.h"
#include "harness/claims_world.h"
#include "sim/realtime.h"
#include "tests/store/store_client.h"

namespace kazasu::store {

// Files that differ with `version`: the same station with other patients' months.
class StormFiles final : public claims::ClaimContents {
 public:
  explicit StormFiles(identity::PopulationSettings const& settings) : settings_(settings) {}
  bool has(claims::ClaimFileKey const& file) const override { return drafts(file).has(first(file)); }
  std::string bytes(claims::ClaimFileKey const& file) const override {
    return drafts(file).bytes(first(file));
  }
  claims::CheckedFile checked(claims::ClaimFileKey const& file) const override {
    return drafts(file).checked(first(file));
  }
  std::uint32_t receipts(claims::ClaimFileKey const& file) const {
    auto const [known, is_new] = receipts_.try_emplace(file);
    if (is_new) known->second = static_cast<std::uint32_t>(checked(file).receipts.size());
    return known->second;
  }

 private:
  static claims::ClaimFileKey first(claims::ClaimFileKey file) {
    file.version = 0;
    return file;
  }
  claims::ClaimDrafts drafts(claims::ClaimFileKey const& file) const {
    auto const care = plans_.try_emplace(file.version, file.version + 1).first;
    return {{people_, stations_, care->second, fees_}, {.seed = 1, .ppm = 0}, [this](std::string_view utf8) {
              return shift_jis_.encode(utf8);
            }};
  }

  identity::PopulationSettings settings_;
  identity::GeneratedPeople people_{settings_};
  identity::GeneratedStations stations_{settings_};
  claims::FeeTable fees_ = harness::official_fee_table();
  mutable std::map<std::uint32_t, claims::CarePlanner> plans_;
  mutable std::map<claims::ClaimFileKey, std::uint32_t> receipts_;
  mutable adapters::ShiftJisText shift_jis_;
};

// What one station was promised by one payer.
struct PromisedClaims {
  std::map<std::uint32_t, std::uint32_t> sends;  // version of the file by the number of its send
  std::set<std::uint32_t> confirmed;             // numbers
  std::set<std::uint32_t> unsure;                // versions whose send nobody answered
  std::set<std::uint32_t> unsure_confirmed;      // numbers
  std::uint32_t next_version = 0;
  bool changed = false;  // the first password
};
using ClaimPromises = std::map<claims::ClaimCaller, PromisedClaims>;

// Promises that a server does not keep.
struct BrokenClaims {
  std::size_t logins = 0;  // with the password that was acknowledged
  std::size_t lost = 0;    // sends
  std::size_t halves = 0;  // sends whose receipts are not those of their file
  std::size_t extra = 0;   // sends that nobody made, or twice
  std::size_t decisions = 0;
  std::size_t files = 0;       // sends without a list
  std::size_t unanswered = 0;  // the server did not answer; says nothing about promises
  std::size_t total() const { return logins + lost + halves + extra + decisions + files; }
};

// One life of a server, from the other side.
class ClaimsStorm {
 public:
  ClaimsStorm(ClientWorld const& world, StormFiles const& files, std::uint16_t port);

  // Every caller sends one file after another and confirms some, until nobody answers. `kill` is called so
  // long after so many answers.
  void load(ClaimPromises& promises, StoreClient::End end, std::function<void()> kill);
  // Asks about all promises. What was unsure is known afterwards.
  BrokenClaims check(ClaimPromises& promises);

 private:
  sim::Task<bool> log_in(claims::ClaimCaller caller, PromisedClaims& promised);
  sim::Task<void> use(claims::ClaimCaller caller, PromisedClaims& promised);
  sim::Task<bool> send(claims::ClaimCaller caller, PromisedClaims& promised, std::uint32_t version);
  sim::Task<bool> confirm(claims::ClaimCaller caller, PromisedClaims& promised, std::uint32_t number);
  sim::Task<void> kill_when(StoreClient::End end, std::function<void()> kill);
  sim::Task<void> check_caller(claims::ClaimCaller caller, PromisedClaims& promised);
  sim::Task<void> check_lists(claims::ClaimCaller caller, PromisedClaims const& promised);
  void compare(claims::ClaimCaller caller, PromisedClaims& promised, claims::StatusAnswer const& status);
  std::uint32_t next_version(claims::ClaimCaller caller, PromisedClaims& promised) const;
  std::uint32_t receipts(claims::ClaimCaller caller, std::uint32_t version) const;
  sim::TimePoint deadline() const { return realtime_.engine.now() + std::chrono::seconds{20}; }

  ClientWorld const& world_;
  StormFiles const& files_;
  sim::Realtime realtime_;
  std::unique_ptr<adapters::HttpsClaimsPort> port_;
  BrokenClaims broken_;
  std::size_t answered_ = 0;
};

}  // namespace kazasu::store
