#include "emulators/eligibility/visit_progress.h"

#include <utility>

namespace kazasu::eligibility {

void VisitProgress::open(VisitName const& visit, sim::Instant now) {
  while (!ages_.empty() && (now - ages_.front().opened >= kRemembered || ages_.size() >= limit_)) {
    forget_oldest();
  }
  auto const [entry, is_new] = visits_.insert_or_assign(
      visit.session,
      Entry{.reception_token = visit.reception_token, .found = {.state = VisitState::kWaiting}});
  if (is_new) ages_.push_back({visit.session, now});
}

void VisitProgress::judge(VisitName const& visit, Registration registration, sim::Instant now) {
  auto* const entry = find(visit, now);
  if (entry == nullptr || entry->found.state != VisitState::kWaiting) return;
  entry->found.state = VisitState::kJudged;
  entry->found.registration = std::move(registration);
}

bool VisitProgress::end(VisitName const& visit, VisitEnd reason, sim::Instant now) {
  auto* const entry = find(visit, now);
  if (entry == nullptr || entry->found.state != VisitState::kWaiting) return false;
  entry->found.state = VisitState::kEnded;
  entry->found.end = reason;
  return true;
}

VisitProgress::Found VisitProgress::look_up(VisitName const& visit, sim::Instant now) {
  auto const* const entry = find(visit, now);
  return entry == nullptr ? Found{} : entry->found;
}

VisitProgress::Entry* VisitProgress::find(VisitName const& visit, sim::Instant now) {
  while (!ages_.empty() && now - ages_.front().opened >= kRemembered) forget_oldest();
  auto const found = visits_.find(visit.session);
  if (found == visits_.end() || found->second.reception_token != visit.reception_token) return nullptr;
  return &found->second;
}

void VisitProgress::forget_oldest() {
  visits_.erase(ages_.front().session);
  ages_.pop_front();
}

}  // namespace kazasu::eligibility
