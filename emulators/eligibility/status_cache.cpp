#include "emulators/eligibility/status_cache.h"

namespace kazasu::eligibility {

std::optional<CertificateStatus> StatusCache::find(std::uint32_t serial, sim::Instant now) const {
  auto const found = answers_.find(serial);
  if (found == answers_.end()) return std::nullopt;
  auto const& answer = found->second.answer;
  if (now < answer.this_update || now >= *answer.next_update) return std::nullopt;
  return answer.status;
}

void StatusCache::put(std::uint32_t serial, StatusAnswer const& answer) {
  if (!answer.next_update || answer.status.verdict == StatusVerdict::kNoAnswer || most_ == 0) return;
  auto const number = ++puts_;
  answers_.insert_or_assign(serial, Kept{answer, number});
  ages_.emplace_back(serial, number);
  while (answers_.size() > most_ || ages_.size() > 2 * most_) {
    auto const [oldest, its_number] = ages_.front();
    ages_.pop_front();
    auto const found = answers_.find(oldest);
    if (found != answers_.end() && found->second.number == its_number) answers_.erase(found);
  }
}

void StatusCache::clear() {
  answers_.clear();
  ages_.clear();
}

}  // namespace kazasu::eligibility
