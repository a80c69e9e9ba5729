#include "emulators/card/profiled_people.h"

#include <string>

#include "sim/calendar.h"
#include "sim/random.h"

namespace kazasu::card {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

// ours: a card that replaces another one was fetched a fortnight before the first day, at ten.
constexpr auto kFetchedBefore = days{14};
constexpr auto kFetchedAt = std::chrono::hours{10};
constexpr auto kValidBirthdays = years{5};
constexpr auto kLastSecond = std::chrono::seconds{24 * 3600 - 1};
constexpr auto kPins = std::uint64_t{10'000};

year_month_day existing(year_month_day date) {
  return date.ok() ? date : year_month_day{date.year() / date.month() / std::chrono::last};
}

year_month_day fifth_birthday_after(year_month_day issued, year_month_day birth) {
  auto const this_year = existing({issued.year(), birth.month(), birth.day()});
  auto const next = this_year > issued ? issued.year() : issued.year() + years{1};
  return existing({next + kValidBirthdays - years{1}, birth.month(), birth.day()});
}

std::string four_digits(std::uint64_t value) {
  auto const text = std::to_string(value);
  return std::string(4 - text.size(), '0') + text;
}

}  // namespace

identity::Person ProfiledPeople::person(identity::PersonIndex index) const {
  auto person = people_.person(index);
  if (profile_.issue > 1) issue_again(person);
  if (profile_.expires_in_days) move_expiry(person);
  if (profile_.pin_resets > 0) reset_pin(person);
  if (profile_.kind == CardKind::kFaceAuthentication) {  // none was ever set
    person.pin.clear();
    person.signing_pin.clear();
  }
  return person;
}

void ProfiledPeople::issue_again(identity::Person& person) const {
  auto const fetched = year_month_day{sys_days{sim::date_jst(calendar_.first_day)} - kFetchedBefore};
  person.certificate_serial = people_.certificate_serial(person.index, profile_.issue);
  person.certificate_not_before = sim::from_jst({fetched, kFetchedAt});
  person.certificate_not_after =
      sim::from_jst({fifth_birthday_after(fetched, person.birth_date), kLastSecond});
}

// The validity keeps its length.
void ProfiledPeople::move_expiry(identity::Person& person) const {
  auto const last = sys_days{sim::date_jst(calendar_.first_day)} + days{*profile_.expires_in_days};
  auto const moved = last - sys_days{sim::date_jst(person.certificate_not_after)};
  person.certificate_not_before += moved;
  person.certificate_not_after = sim::from_jst({year_month_day{last}, kLastSecond});
}

// Never the PIN of before: what is forgotten is not chosen again.
void ProfiledPeople::reset_pin(identity::Person& person) const {
  auto random = sim::RandomStream{calendar_.seed, "pin reset", person.index};
  auto pin = std::uint64_t{0};
  for (auto const digit : person.pin) pin = pin * 10 + static_cast<std::uint64_t>(digit - '0');
  for (auto times = profile_.pin_resets; times > 0; --times)
    pin = (pin + 1 + random.below(kPins - 1)) % kPins;
  person.pin = four_digits(pin % kPins);
}

}  // namespace kazasu::card
