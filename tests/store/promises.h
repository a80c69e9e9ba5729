// What a server promised: every answer that said that something was done.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "emulators/identity/population.h"

namespace kazasu::store {

struct PromisedVisit {
  identity::PersonIndex person = 0;
  identity::StationIndex station = 0;
  std::string number;
  bool consents = false;   // were stored with it
  bool cancelled = false;  // and cancelled later
  bool unsure = false;     // a cancellation was under way that nobody answered
};
struct PromisedBulk {
  identity::StationIndex station = 0;
  std::string number;
};
// A number that a station was shown among its notices.
struct ShownNotice {
  identity::StationIndex station = 0;
  std::string number;
};
// A URL that a station made, in place of its last one.
struct PromisedUrl {
  identity::StationIndex station = 0;
  std::string path;
};
struct Promises {
  std::vector<PromisedVisit> visits;
  std::vector<PromisedBulk> bulk;
  std::vector<ShownNotice> shown;
  std::vector<PromisedUrl> urls;                      // the last one of a station is the one that stands
  std::set<identity::StationIndex> unsure_urls = {};  // of these a renewal was under way that nobody answered
};

// Promises that a server does not keep.
struct Broken {
  std::size_t registrations = 0;
  std::size_t consents = 0;
  std::size_t cancellations = 0;
  std::size_t bulk = 0;
  std::size_t shown = 0;
  std::size_t urls = 0;
  std::size_t numbers = 0;     // or URLs, given out twice
  std::size_t unanswered = 0;  // the server did not answer; says nothing about promises
  std::size_t total() const {
    return registrations + consents + cancellations + bulk + shown + urls + numbers;
  }
};

}  // namespace kazasu::store
