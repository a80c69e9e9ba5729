#include "emulators/eligibility/registration_store.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

namespace {

constexpr auto kDateDigits = std::size_t{8};
constexpr auto kSerialDigits = std::size_t{12};

}  // namespace

RegistrationStore::Pending& RegistrationStore::station_of(StationKey const& key) {
  auto const at = place(key);
  if (at >= stations_.size()) stations_.resize(at + 1);
  return stations_[at];
}

void RegistrationStore::append(RegistrationRecord const& record, std::uint32_t sequence) {
  auto& station = station_of({record.station, record.environment});
  auto const ordinal = next_ordinal();
  entries_.push_back({.record = record, .sequence = sequence, .previous = station.last});
  (station.last != kNone ? entry(station.last).next : station.first) = ordinal;
  station.last = ordinal;
  station.registrations = sequence;
}

RegistrationStore::Ordinal RegistrationStore::add(RegistrationRecord const& record) {
  auto const ordinal = next_ordinal();
  if (ordinal == kNone) {
    throw std::length_error(
        "the registration store is full: 4,294,967,295 registrations; restart the system with an empty "
        "store");
  }
  auto const sequence = station_of({record.station, record.environment}).registrations + 1;
  append(record, sequence);
  if (journal_ != nullptr) journal_->note(RegistrationMade{ordinal, sequence, record});
  forget_old(record.registered);
  return ordinal;
}

void RegistrationStore::restore(Restored const& restored) {
  if (entries_.empty()) forgotten_ = restored.ordinal;
  if (restored.ordinal != next_ordinal()) throw std::invalid_argument("a registration is missing");
  append(restored.record, restored.sequence);
  if (!restored.fetched) return;
  entries_.back().pending = false;
  unlink(entries_.back());
}

void RegistrationStore::restore_sequence(StationKey const& key, std::uint32_t last) {
  auto& station = station_of(key);
  station.registrations = std::max(station.registrations, last);
}

// Seldom and many at once: the disk then has one deletion for all of them.
void RegistrationStore::forget_old(sim::Instant now) {
  auto const many = entries_.size() >= most_kept_ + kForgottenAtOnce;
  auto const old = entries_.front().record.registered + kKept + std::chrono::days{1} < now;
  if (!many && !old) return;
  while (entries_.size() > 1 &&
         (entries_.size() > most_kept_ || entries_.front().record.registered + kKept < now)) {
    if (entries_.front().pending) unlink(entries_.front());
    entries_.pop_front();
    ++forgotten_;
  }
  if (journal_ != nullptr) journal_->note(RegistrationsForgotten{forgotten_});
}

std::string RegistrationStore::number_of(Ordinal ordinal) const {
  auto serial = std::to_string(std::uint64_t{ordinal} + 1);
  serial.insert(0, kSerialDigits - serial.size(), '0');
  return sim::compact_date(sim::date_jst(record(ordinal).registered)) + serial;
}

std::optional<RegistrationStore::Ordinal> RegistrationStore::find(std::string_view number) const {
  if (number.size() != kDateDigits + kSerialDigits) return std::nullopt;
  auto serial = std::uint64_t{0};
  auto const* const last = number.data() + number.size();
  auto const [end, error] = std::from_chars(number.data() + kDateDigits, last, serial);
  if (error != std::errc{} || end != last) return std::nullopt;
  if (serial <= forgotten_ || serial > next_ordinal()) return std::nullopt;
  auto const ordinal = static_cast<Ordinal>(serial - 1);
  if (number_of(ordinal) != number) return std::nullopt;
  return ordinal;
}

void RegistrationStore::unlink(Entry& gone) {
  auto& station = station_of({gone.record.station, gone.record.environment});
  (gone.previous != kNone ? entry(gone.previous).next : station.first) = gone.next;
  (gone.next != kNone ? entry(gone.next).previous : station.last) = gone.previous;
}

void RegistrationStore::mark_fetched(Ordinal ordinal) {
  auto& fetched = entry(ordinal);
  if (!fetched.pending) return;
  fetched.pending = false;
  unlink(fetched);
  if (journal_ != nullptr) journal_->note(NoticeFetched{ordinal, fetched.record.environment});
}

std::vector<Notice> RegistrationStore::notices(StationKey const& key, std::uint64_t after) const {
  auto found = std::vector<Notice>{};
  if (place(key) >= stations_.size()) return found;
  for (auto at = stations_[place(key)].first; at != kNone && found.size() < kNoticesPerAnswer;) {
    auto const& notice = entry(at);
    if (notice.sequence > after) found.push_back({notice.sequence, number_of(at)});
    at = notice.next;
  }
  return found;
}

}  // namespace kazasu::eligibility
