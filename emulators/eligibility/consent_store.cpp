#include "emulators/eligibility/consent_store.h"

#include <algorithm>
#include <utility>

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

sim::Instant end_of_day(std::chrono::year_month_day day) {
  return sim::from_jst({day, std::chrono::days{1} - std::chrono::seconds{1}});
}

sim::Instant prolonged_until(std::chrono::year_month month) {
  return end_of_day(std::chrono::year_month_day{(month + std::chrono::months{3}) / std::chrono::last});
}

sim::Instant consent_valid_until(sim::Instant consented) {
  auto const date = sim::date_jst(consented);
  return prolonged_until(date.year() / date.month());
}

bool ConsentStore::Entry::stands(sim::Instant now) const {
  return !cancelled && std::chrono::floor<std::chrono::seconds>(now) <= consent.until;
}

ConsentStore::Entry const* ConsentStore::find_entry(ConsentKey const& key) const {
  auto const found = people_.find(key.person);
  if (found == people_.end()) return nullptr;
  auto const entry = std::ranges::find_if(found->second, [&key](Entry const& e) { return e.is(key); });
  return entry == found->second.end() ? nullptr : &*entry;
}

ConsentStore::Entry* ConsentStore::find_entry(ConsentKey const& key) {
  return const_cast<Entry*>(std::as_const(*this).find_entry(key));
}

void ConsentStore::put(ConsentKey const& key, Consent const& consent) {
  forget_old(consent.given);
  auto* entry = find_entry(key);
  if (entry == nullptr) {
    people_[key.person].push_back(
        {.consent = consent, .station = key.station, .care = key.care, .environment = key.environment});
    ++size_;
    note_end(key, consent.until);
  } else {
    if (entry->consent.until != consent.until) note_end(key, consent.until);
    entry->consent = consent;
    entry->cancelled = std::nullopt;
  }
  log(key, consent.given);
  if (journal_ != nullptr) journal_->note(ConsentPut{key, consent});
}

void ConsentStore::restore(ConsentKey const& key, Consent const& consent,
                           std::optional<ConsentEnd> cancelled) {
  people_[key.person].push_back({.consent = consent,
                                 .station = key.station,
                                 .care = key.care,
                                 .environment = key.environment,
                                 .cancelled = cancelled});
  ++size_;
  note_end(key, consent.until);
  log(key, consent.given);
}

ConsentStore::Found ConsentStore::look_up(ConsentKey const& key, sim::Instant now) const {
  auto const* const entry = find_entry(key);
  if (entry == nullptr) return {};
  return {.standing = entry->stands(now) ? Standing::kStands : Standing::kEnded,
          .consent = entry->consent,
          .end = entry->cancelled.value_or(ConsentEnd::kByTime)};
}

std::optional<Consent> ConsentStore::find(ConsentKey const& key, sim::Instant now) const {
  auto const* const entry = find_entry(key);
  if (entry == nullptr || !entry->stands(now)) return std::nullopt;
  return entry->consent;
}

std::vector<std::pair<Care, Consent>> ConsentStore::at_station(ConsentKey const& any_care,
                                                               sim::Instant now) const {
  auto standing = std::vector<std::pair<Care, Consent>>{};
  for (auto care = 0; care < kCares; ++care) {
    auto key = any_care;
    key.care = static_cast<Care>(care);
    auto const consent = find(key, now);
    if (consent) standing.emplace_back(key.care, *consent);
  }
  return standing;
}

std::vector<ConsentStore::Held> ConsentStore::of_person(ConsentKey const& any_station,
                                                        sim::Instant now) const {
  auto held = std::vector<Held>{};
  auto const found = people_.find(any_station.person);
  if (found == people_.end()) return held;
  for (auto const& entry : found->second) {
    if (entry.environment == any_station.environment && entry.stands(now)) {
      held.push_back({entry.station, entry.care, entry.consent});
    }
  }
  return held;
}

std::vector<identity::PersonIndex> ConsentStore::given_between(ConsentKey const& any_person, Span span,
                                                               sim::Instant now) const {
  auto people = std::vector<identity::PersonIndex>{};
  auto const found = stations_.find(station_key(any_person));
  if (found == stations_.end()) return people;
  auto const& given = found->second.given;
  auto const first = std::ranges::lower_bound(given, span.from, {}, &Given::at);
  for (auto at = first; at != given.end() && at->at <= span.to; ++at) {
    if (at->care != any_person.care) continue;
    auto key = any_person;
    key.person = at->person;
    auto const* const entry = find_entry(key);
    if (entry != nullptr && entry->consent.given == at->at && entry->stands(now))
      people.push_back(at->person);
  }
  return people;
}

bool ConsentStore::prolong(ConsentKey const& key, sim::Instant until, sim::Instant now) {
  auto* const entry = find_entry(key);
  if (entry == nullptr || !entry->stands(now)) return false;
  if (until > entry->consent.until) {
    entry->consent.until = until;
    note_end(key, until);
    if (journal_ != nullptr) journal_->note(ConsentProlonged{key, until});
  }
  return true;
}

std::vector<std::pair<Care, Consent>> ConsentStore::cancel(ConsentKey const& any_care, ConsentEnd reason,
                                                           sim::Instant now) {
  auto ended = at_station(any_care, now);
  for (auto const& [care, consent] : ended) {
    auto key = any_care;
    key.care = care;
    end(key, reason);
  }
  return ended;
}

std::size_t ConsentStore::cancel_station(ConsentKey const& any_person, ConsentEnd reason, sim::Instant now) {
  auto const found = stations_.find(station_key(any_person));
  if (found == stations_.end()) return 0;
  auto ended = std::size_t{0};
  for (auto const& given : found->second.given) {
    auto key = any_person;
    key.person = given.person;
    key.care = given.care;
    auto const* const entry = find_entry(key);
    if (entry == nullptr || !entry->stands(now)) continue;
    end(key, reason);
    ++ended;
  }
  return ended;
}

void ConsentStore::end(ConsentKey const& key, ConsentEnd reason) {
  find_entry(key)->cancelled = reason;
  if (journal_ != nullptr) journal_->note(ConsentCancelled{key, reason});
}

void ConsentStore::note_end(ConsentKey const& key, sim::Instant until) {
  ends_[until].push_back(key);
}

void ConsentStore::log(ConsentKey const& key, sim::Instant given) {
  auto& station = stations_[station_key(key)];
  auto const again = !station.given.empty() && station.given.back().at == given &&
                     station.given.back().person == key.person && station.given.back().care == key.care;
  if (again) return;
  auto const place = std::ranges::upper_bound(station.given, given, {}, &Given::at);  // mostly the end
  station.given.insert(place, {given, key.person, key.care});
  if (station.given.size() < station.tidy_at) return;
  std::erase_if(station.given, [&](Given const& logged) {
    auto of = key;
    of.person = logged.person;
    of.care = logged.care;
    auto const* const entry = find_entry(of);
    return entry == nullptr || entry->consent.given != logged.at;
  });
  station.tidy_at = std::max<std::size_t>(64, station.given.size() * 2);
}

void ConsentStore::forget(ConsentKey const& key, sim::Instant now) {
  auto const found = people_.find(key.person);
  if (found == people_.end()) return;
  auto const gone = std::erase_if(found->second, [&](Entry const& entry) {
    return entry.is(key) && entry.consent.until + kRemembered < now;
  });
  size_ -= gone;
  if (gone != 0 && journal_ != nullptr) journal_->note(ConsentForgotten{key});
  if (found->second.empty()) people_.erase(found);
}

void ConsentStore::forget_old(sim::Instant now) {
  while (!ends_.empty() && ends_.begin()->first + kRemembered < now) {
    for (auto const& key : ends_.begin()->second) forget(key, now);
    ends_.erase(ends_.begin());
  }
}

}  // namespace kazasu::eligibility
