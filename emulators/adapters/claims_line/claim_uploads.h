// Files that come in pieces over several requests, until they are whole. They end with the process: what was
// not whole is not a send.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/claims_line/claim_body.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

struct UnfinishedUpload {
  UnfinishedUpload(UploadRequest request, sim::Instant now, ClaimBody::Parts parts)
      : announced(std::move(request)), begun(now), body(std::move(parts)) {}
  UploadRequest announced;
  sim::Instant begun;
  ClaimBody body;
  bool receiving = false;  // a piece is coming
};

class ClaimUploads {
 public:
  static constexpr auto kMostOfStation = std::size_t{4};    // of both payers; ours, like the others
  static constexpr auto kMost = std::size_t{4096};          // of all stations
  static constexpr auto kLongest = std::chrono::hours{24};  // calendar time from the beginning to the end

  // Its name; empty when the station or all stations have too many. Those that are too old go first.
  std::string begin(UploadRequest announced, sim::Instant now, ClaimBody::Parts parts);
  // Null when there is none of that name for that caller. Stays where it is until it ends.
  UnfinishedUpload* find(claims::ClaimCaller caller, std::string_view name);
  void forget_old(sim::Instant now);  // but for those that are receiving
  void end(claims::ClaimCaller caller, std::string_view name);
  void forget_all() { uploads_.clear(); }
  std::size_t size() const { return uploads_.size(); }

 private:
  struct Key {
    claims::ClaimCaller caller;
    std::string name;
    auto operator<=>(Key const&) const = default;
  };
  std::size_t of_station(identity::StationIndex station) const;

  std::map<Key, UnfinishedUpload> uploads_;
};

}  // namespace kazasu::adapters
