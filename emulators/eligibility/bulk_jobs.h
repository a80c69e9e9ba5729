// Bulk requests that were accepted: numbered, kept for some days, answered when their time has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/eligibility/bulk_messages.h"
#include "emulators/eligibility/environment.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

struct Journal;

struct BulkJob {
  identity::StationIndex station = 0;
  Environment environment = Environment::kOperation;
  sim::Instant accepted;
  sim::Instant ready;
  BulkRequest request;
};

// All figures are ours. Results are computed when they are asked for, so that a job costs what its request
// holds.
class BulkJobs {
 public:
  static constexpr auto kMostItems = std::size_t{100'000};      // in one request
  static constexpr auto kMostItemsKept = std::size_t{500'000};  // in all of them: about 100 MB
  static constexpr auto kMostJobsKept = std::size_t{100'000};
  static constexpr auto kKept = std::chrono::days{7};                 // from acceptance
  static constexpr auto kBaseTime = std::chrono::seconds{30};         // from acceptance to the result
  static constexpr auto kTimePerItem = std::chrono::milliseconds{1};  // and for each item

  // Nothing when as much is kept as can be. Throws away what is older than kKept.
  std::optional<std::string> add(BulkJob job);
  // Null for a number that was never given out or is kept no longer.
  BulkJob const* find(std::string_view number, sim::Instant now) const;
  // A job of that station and kind with that file identifier; nothing for an empty one.
  struct Namesake {
    bool same_request = false;
    std::string number;
  };
  std::optional<Namesake> namesake(BulkJob const& of, sim::Instant now) const;
  std::size_t size() const { return jobs_.size(); }

  // Takes up a job that was accepted in an earlier life, in order of their ordinals. Throws
  // std::invalid_argument when one is missing in between.
  void restore(std::uint64_t ordinal, BulkJob job);
  void report_to(Journal* journal) { journal_ = journal; }

 private:
  std::string number_of(std::uint64_t ordinal, BulkJob const& job) const;

  std::deque<BulkJob> jobs_;     // in order of acceptance
  std::uint64_t forgotten_ = 0;  // ordinal of the first job kept
  std::size_t items_ = 0;
  Journal* journal_ = nullptr;
};

}  // namespace kazasu::eligibility
