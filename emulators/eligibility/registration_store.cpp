#include "emulators/eligibility/registration_store.h"

#include <charconv>
#include <stdexcept>

namespace kazasu::eligibility {

namespace {

constexpr auto kDateDigits = std::size_t{8};
constexpr auto kSerialDigits = std::size_t{12};

}  // namespace

RegistrationStore::Ordinal RegistrationStore::add(RegistrationRecord const& record) {
  if (entries_.size() >= kNone) {
    throw std::length_error(
        "the registration store is full: 4,294,967,295 registrations; restart the system");
  }
  auto const at = place({record.station, record.environment});
  if (at >= stations_.size()) stations_.resize(at + 1);
  auto& station = stations_[at];
  auto const ordinal = static_cast<Ordinal>(entries_.size());
  entries_.push_back({.record = record, .sequence = ++station.registrations, .previous = station.last});
  (station.last != kNone ? entries_[station.last].next : station.first) = ordinal;
  station.last = ordinal;
  return ordinal;
}

std::string RegistrationStore::number_of(Ordinal ordinal) const {
  auto serial = std::to_string(std::uint64_t{ordinal} + 1);
  serial.insert(0, kSerialDigits - serial.size(), '0');
  return sim::compact_date(sim::date_jst(entries_[ordinal].record.registered)) + serial;
}

std::optional<RegistrationStore::Ordinal> RegistrationStore::find(std::string_view number) const {
  if (number.size() != kDateDigits + kSerialDigits) return std::nullopt;
  auto serial = std::uint64_t{0};
  auto const* const last = number.data() + number.size();
  auto const [end, error] = std::from_chars(number.data() + kDateDigits, last, serial);
  if (error != std::errc{} || end != last || serial == 0 || serial > entries_.size()) return std::nullopt;
  auto const ordinal = static_cast<Ordinal>(serial - 1);
  if (number_of(ordinal) != number) return std::nullopt;
  return ordinal;
}

void RegistrationStore::mark_fetched(Ordinal ordinal) {
  auto& entry = entries_[ordinal];
  if (!entry.pending) return;
  entry.pending = false;
  auto& station = pending_of(entry.record);
  (entry.previous != kNone ? entries_[entry.previous].next : station.first) = entry.next;
  (entry.next != kNone ? entries_[entry.next].previous : station.last) = entry.previous;
}

std::vector<Notice> RegistrationStore::notices(StationKey const& key, std::uint64_t after) const {
  auto found = std::vector<Notice>{};
  if (place(key) >= stations_.size()) return found;
  for (auto at = stations_[place(key)].first; at != kNone && found.size() < kNoticesPerAnswer;) {
    auto const& entry = entries_[at];
    if (entry.sequence > after) found.push_back({entry.sequence, number_of(at)});
    at = entry.next;
  }
  return found;
}

}  // namespace kazasu::eligibility
