// Answers of the certificate status responder, kept for as long as they say of themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

#include "emulators/eligibility/certificate_status.h"

namespace kazasu::eligibility {

// RFC 6960, 4.2.2.1 with RFC 5019, 6.1: an answer may be used again until its nextUpdate, and not at all
// without one. Whether the real system keeps answers is not public; that it does so here is ours. A calendar
// that was put back makes answers of the future useless, not fresh.
class StatusCache {
 public:
  static constexpr std::size_t kDefaultMost = 100'000;

  // Beyond `most` answers the oldest goes.
  explicit StatusCache(std::size_t most = kDefaultMost) : most_(most) {}

  std::optional<CertificateStatus> find(std::uint32_t serial, sim::Instant now) const;
  // Keeps nothing that has no nextUpdate or no status.
  void put(std::uint32_t serial, StatusAnswer const& answer);
  void clear();
  std::size_t size() const { return answers_.size(); }

 private:
  struct Kept {
    StatusAnswer answer;
    std::uint64_t number = 0;  // of the latest put()
  };
  std::size_t most_;
  std::uint64_t puts_ = 0;
  std::unordered_map<std::uint32_t, Kept> answers_;
  std::deque<std::pair<std::uint32_t, std::uint64_t>> ages_;  // serial and number, oldest first
};

}  // namespace kazasu::eligibility
