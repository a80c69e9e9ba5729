#include "emulators/identity/generated_people.h"

#include <array>
#include <stdexcept>

#include "emulators/identity/card_validity.h"
#include "emulators/identity/identifiers.h"
#include "emulators/identity/insurance_history.h"
#include "emulators/identity/name_tables.h"
#include "emulators/identity/prefectures.h"
#include "sim/random.h"

namespace kazasu::identity {

namespace {

// Ages of users on the calendar start. Children are their share of the users under medical insurance (10,017
// of 484,653, fiscal 2023); the rest is ours: most are old, as under long-term care insurance.
struct AgeBand {
  std::uint32_t ppm;
  int youngest, oldest;
};
constexpr auto kAges = std::array<AgeBand, 6>{{{21'000, 0, 14},
                                               {89'000, 15, 39},
                                               {190'000, 40, 64},
                                               {150'000, 65, 74},
                                               {300'000, 75, 84},
                                               {250'000, 85, 102}}};

constexpr auto kElderlyAge = 75;
constexpr auto kRetirementAge = 65;
constexpr auto kWomenPpm = 560'000U;

// Insurers of those below 75; ours. The rest has 国保.
constexpr auto kAssociationPpm = 410'000U;
constexpr auto kUnionPpm = 320'000U;
constexpr auto kAssociationRetiredPpm = 160'000U;
constexpr auto kUnionRetiredPpm = 80'000U;

constexpr auto kNumbersPerInsurer = 10'000'000U;

constexpr auto kMunicipalities = std::array<std::string_view, 10>{
    "架空市", "仮想市", "例示市", "模擬市", "想定町", "空想町", "演習市", "雛形町", "見本市", "仮設村"};
constexpr auto kDistricts =
    std::array<std::string_view, 8>{"一例", "二例", "三例", "四例", "五例", "六例", "七例", "八例"};
constexpr auto kFullWidthDigits =
    std::array<std::string_view, 10>{"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};

template <class Table>
auto const& pick(sim::RandomStream& random, Table const& table) {
  return table[random.below(table.size())];
}

int draw_age(sim::RandomStream& random) {
  auto draw = random.below(1'000'000);
  for (auto const& band : kAges) {
    if (draw < band.ppm) {
      auto const width = static_cast<std::uint64_t>(band.oldest - band.youngest + 1);
      return band.youngest + static_cast<int>(random.below(width));
    }
    draw -= band.ppm;
  }
  return kElderlyAge;
}

std::string padded(std::uint64_t value, std::size_t width) {
  auto text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::string full_width(std::string_view digits) {
  auto text = std::string{};
  text.reserve(digits.size() * 3);
  for (auto const digit : digits) text += kFullWidthDigits[static_cast<std::size_t>(digit - '0')];
  return text;
}

void give_name(sim::RandomStream& random, Person& person) {
  auto const& family = pick(random, family_names());
  auto const& given = pick(random, given_names(person.sex, static_cast<int>(person.birth_date.year())));
  person.name.reserve(family.kanji.size() + given.kanji.size() + 3);
  person.name.append(family.kanji).append("　").append(given.kanji);
  person.name_kana.reserve(family.kana.size() + given.kana.size() + 1);
  person.name_kana.append(family.kana).append(" ").append(given.kana);
}

void give_address(sim::RandomStream& random, Person& person) {
  auto const prefecture = prefecture_of_thousand(static_cast<std::uint32_t>(random.below(1000)));
  auto const block = full_width(std::to_string(1 + random.below(30)));
  auto const house = full_width(std::to_string(1 + random.below(40)));
  auto& address = person.address;
  address.reserve(64);
  address.append(kPrefectures[prefecture - 1U].name).append(pick(random, kMunicipalities));
  address.append(pick(random, kDistricts)).append(block).append("－").append(house);
  person.post_number = "000-" + padded(random.below(10'000), 4);
}

int draw_law(sim::RandomStream& random, int age) {
  if (age >= kElderlyAge) return law::kElderly;
  auto const retired = age >= kRetirementAge;
  auto const association = retired ? kAssociationRetiredPpm : kAssociationPpm;
  auto const draw = random.below(1'000'000);
  if (draw < association) return law::kAssociation;
  if (draw < association + (retired ? kUnionRetiredPpm : kUnionPpm)) return law::kUnion;
  return law::kNationalHealth;
}

// `unique` differs between any two people: its low seven digits become the number, the rest the insurer and,
// where there is one, the symbol.
void give_insurance(sim::RandomStream& random, std::uint32_t unique, int law, Person& person) {
  auto const group = unique / kNumbersPerInsurer;  // 0 to 107
  auto const number = unique % kNumbersPerInsurer;
  person.insurer_number = compose_insurer_number(
      {.law = law, .prefecture = kReservedInsurerPrefecture, .insurer = static_cast<int>(group) + 1});
  if (law == law::kElderly) {
    person.insured_number = compose_elderly_insured_number(number);
    return;
  }
  person.insured_number = std::to_string(number);
  person.insured_branch = padded(random.below(5), 2);
  auto const symbol = std::to_string(10'000'000 + random.below(90'000'000));
  switch (law) {
    case law::kAssociation:
      person.insured_symbol = symbol;
      break;
    case law::kUnion:
      person.insured_symbol = symbol.substr(0, 4);
      break;
    default:
      person.insured_symbol = "架" + full_width(std::string_view{symbol}.substr(0, 3));
      break;
  }
}

// A draw of 64 bits has twelve characters of 36, so that two give the longest PIN. The first two characters
// are a letter and a digit in either order.
std::string draw_signing_pin(sim::RandomStream random) {
  constexpr auto kCharacters = std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"};
  constexpr auto kLetters = 26U;
  constexpr auto kDigits = 10U;
  auto bits = random.next();
  auto const take = [&bits](std::uint64_t count) {
    auto const taken = static_cast<std::size_t>(bits % count);
    bits /= count;
    return taken;
  };
  auto const length = 6 + take(11);
  auto const digit_first = take(2) == 1;
  auto pin = std::string{kCharacters[take(kLetters)], kCharacters[kLetters + take(kDigits)]};
  if (digit_first) std::swap(pin[0], pin[1]);
  while (pin.size() < length) {
    if (pin.size() == 6) bits = random.next();
    pin += kCharacters[take(kCharacters.size())];
  }
  return pin;
}

}  // namespace

GeneratedPeople::GeneratedPeople(PopulationSettings const& settings)
    : seed_(settings.seed),
      people_(settings.people),
      start_(sim::date_jst(settings.calendar_start)),
      certificates_(settings.certificates),
      serials_(settings.seed),
      numbers_(settings.seed, "insured number") {
  if (people_ > KeyedPermutation::kSize) {
    throw std::invalid_argument("population: " + std::to_string(people_) +
                                " people asked for, certificate serials last for " +
                                std::to_string(KeyedPermutation::kSize));
  }
  auto const ppm = std::uint64_t{certificates_.near_expiry_ppm} + certificates_.in_grace_ppm +
                   certificates_.beyond_grace_ppm;
  if (ppm > 1'000'000) {
    throw std::invalid_argument("population: the certificate mix adds up to " + std::to_string(ppm) +
                                " parts per million, at most 1000000 can be");
  }
}

Person GeneratedPeople::person(PersonIndex index) const {
  auto random = sim::RandomStream{seed_, "person", index};
  auto const position = static_cast<std::uint32_t>(index);
  auto person = Person{};
  person.index = index;
  person.sex = random.chance(kWomenPpm) ? Sex::kFemale : Sex::kMale;
  auto const validity = draw_card_validity(random, start_, draw_age(random), certificates_);
  person.birth_date = validity.birth_date;
  person.certificate_serial = serials_.serial({.person = index});
  person.certificate_not_before = validity.not_before;
  person.certificate_not_after = validity.not_after;
  auto const age = age_on(person.birth_date, std::chrono::year_month_day{start_});
  give_name(random, person);
  give_address(random, person);
  auto const law = draw_law(random, age);
  give_insurance(random, numbers_.forward(position), law, person);
  person.pin = padded(random.below(10'000), 4);
  person.signing_pin = draw_signing_pin({seed_, "signing pin", index});
  return person;
}

std::optional<PersonIndex> GeneratedPeople::by_certificate_serial(std::uint32_t serial) const {
  auto const holder = by_certificate(serial);
  if (!holder) return std::nullopt;
  return holder->person;
}

std::optional<CertificateHolder> GeneratedPeople::by_certificate(std::uint32_t serial) const {
  auto const holder = serials_.owner(serial);
  if (!holder || holder->person >= people_) return std::nullopt;
  return holder;
}

std::uint32_t GeneratedPeople::certificate_serial(PersonIndex index, unsigned issue) const {
  return serials_.serial({.person = index, .issue = issue});
}

}  // namespace kazasu::identity
