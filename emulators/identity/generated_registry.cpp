#include "emulators/identity/generated_registry.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>
#include <utility>

#include "emulators/identity/identifiers.h"
#include "emulators/identity/insurance_draws.h"
#include "emulators/identity/name_tables.h"
#include "sim/random.h"

namespace kazasu::identity {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr auto kNumbersPerInsurer = 10'000'000U;
constexpr auto kInsurersPerKind = 108;  // of 2^30 numbers, rounded up
// First insurer number of each kind of period; 3xx are left to 国保組合.
constexpr auto kFirstOwn = 1;
constexpr auto kFirstEarlier = 401;
constexpr auto kFirstLater = 601;
constexpr auto kChangeWithinDays = 90U;
constexpr auto kAssistanceLaw = 12;
constexpr auto kTicketlessPpm = 200'000U;

void require_share(std::uint64_t ppm, char const* what) {
  if (ppm <= 1'000'000) return;
  throw std::invalid_argument(std::string{"insurance mix: the shares of "} + what + " add up to " +
                              std::to_string(ppm) + " parts per million, at most 1000000 can be");
}

std::string two_digits(std::uint64_t value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

std::string seven_digits(std::uint32_t value) {
  auto text = std::to_string(value);
  return text.insert(0, 7 - std::min<std::size_t>(7, text.size()), '0');
}

std::optional<std::uint32_t> whole_number(std::string_view digits) {
  auto value = std::uint32_t{0};
  auto const* const end = digits.data() + digits.size();
  auto const [stop, failure] = std::from_chars(digits.data(), end, value);
  if (failure != std::errc{} || stop != end || digits.empty()) return std::nullopt;
  return value;
}

// Someone else of the family's name, as the household's head.
std::string draw_householder(sim::RandomStream& random, Person const& person) {
  auto const names = given_names(Sex::kMale, 1950);
  auto const& given = names[random.below(names.size())];
  auto const family = std::string_view{person.name}.substr(0, person.name.find("　"));
  return std::string{family}.append("　").append(given.kanji);
}

}  // namespace

GeneratedRegistry::GeneratedRegistry(GeneratedPeople const& people, PopulationSettings const& settings,
                                     InsuranceMix const& mix)
    : people_(people),
      seed_(settings.seed),
      start_(sim::date_jst(settings.calendar_start)),
      mix_(mix),
      own_(settings.seed, "insured number"),
      earlier_(settings.seed, "earlier insured number"),
      later_(settings.seed, "later insured number") {
  require_share(std::uint64_t{mix.lost_ppm} + mix.changes_ppm + mix.no_qualification_ppm + mix.several_ppm +
                    mix.assistance_ppm,
                "qualifications");
  require_share(std::uint64_t{mix.unregistered_ppm} + mix.suspended_ppm + mix.revoked_ppm, "cards");
}

KeyedPermutation const& GeneratedRegistry::numbers(Insurer insurer) const {
  return insurer == Insurer::kOwn ? own_ : insurer == Insurer::kEarlier ? earlier_ : later_;
}

GeneratedRegistry::Kind GeneratedRegistry::draw_kind(sim::RandomStream& random) const {
  auto draw = random.below(1'000'000);
  auto const falls = [&draw](std::uint32_t share) {
    auto const hit = draw < share;
    draw -= share;
    return hit;
  };
  if (falls(mix_.lost_ppm)) return Kind::kLost;
  if (falls(mix_.changes_ppm)) return Kind::kChanges;
  if (falls(mix_.no_qualification_ppm)) return Kind::kNone;
  if (falls(mix_.several_ppm)) return Kind::kSeveral;
  return falls(mix_.assistance_ppm) ? Kind::kAssistance : Kind::kPlain;
}

InsuranceHistory GeneratedRegistry::history(PersonIndex person) const {
  return history_of(people_.person(person));
}

InsuranceHistory GeneratedRegistry::qualifications(Person const& person) const {
  auto history = InsuranceHistory{};
  auto random = sim::RandomStream{seed_, "insurance history", person.index};
  give_periods(random, person, history);
  return history;
}

InsuranceHistory GeneratedRegistry::history_of(Person const& person) const {
  auto history = qualifications(person);
  auto certificates = sim::RandomStream{seed_, "insurance certificates", person.index};
  draw_certificates(certificates, person, start_, mix_, history);
  if (is_family_branch(person.insured_branch)) history.householder = draw_householder(certificates, person);
  return history;
}

void GeneratedRegistry::give_periods(sim::RandomStream& random, Person const& person,
                                     InsuranceHistory& history) const {
  auto const kind = draw_kind(random);
  auto const had_earlier = random.chance(mix_.changed_before_ppm);
  auto const ago = days{1 + random.below(180)};
  auto const ahead = days{1 + random.below(kChangeWithinDays)};
  auto const without_ticket = random.chance(kTicketlessPpm);
  if (kind == Kind::kNone) return;
  auto own = own_period(person);
  // Before the start, but never before the period itself begins.
  auto const lost =
      std::max(year_month_day{start_ - ago}, year_month_day{std::chrono::sys_days{own.qualified} + days{1}});
  if (kind == Kind::kLost || kind == Kind::kAssistance) {
    own.lost = lost;
    own.reason = kind == Kind::kLost ? LossReason::kOther : LossReason::kAssistance;
  }
  if (kind == Kind::kChanges) {
    own.lost = year_month_day{start_ + ahead};
    own.reason = LossReason::kOtherInsurer;
  }
  history.periods.push_back(own);
  if (kind == Kind::kChanges || kind == Kind::kSeveral) {
    auto other = other_period(random, person, Insurer::kLater);
    other.qualified = kind == Kind::kChanges ? *own.lost : lost;
    history.periods.push_back(std::move(other));
  }
  if (kind == Kind::kAssistance) {
    auto const unique = own_.forward(static_cast<std::uint32_t>(person.index));
    history.assistance = MedicalAssistance{
        .payer_number =
            compose_insurer_number({.law = kAssistanceLaw,
                                    .prefecture = kReservedInsurerPrefecture,
                                    .insurer = kFirstOwn + static_cast<int>(unique / kNumbersPerInsurer)}),
        .recipient_number = seven_digits(unique % kNumbersPerInsurer),
        .from = lost,
        .tickets = !without_ticket};
  }
  if (had_earlier) add_earlier(random, person, history);
}

// The own period begins where the earlier one ends: at the 75th birthday for the latter-stage elderly.
void GeneratedRegistry::add_earlier(sim::RandomStream& random, Person const& person,
                                    InsuranceHistory& history) const {
  auto& own = history.periods.front();
  auto earlier = other_period(random, person, Insurer::kEarlier);
  auto const begun = own.qualified;
  auto const ago = days{181 + random.below(900)};
  if (person.insurer_number.starts_with("39")) {
    earlier.qualified = begun - std::chrono::years{10};
    if (!earlier.qualified.ok())
      earlier.qualified = earlier.qualified.year() / earlier.qualified.month() / 28;
  } else {
    earlier.qualified = begun;
    own.qualified = std::max(own.qualified, year_month_day{start_ - ago});
  }
  if (earlier.qualified >= own.qualified) return;  // too young to have had another one
  earlier.lost = own.qualified;
  earlier.reason = LossReason::kOtherInsurer;
  history.periods.insert(history.periods.begin(), std::move(earlier));
}

InsurancePeriod GeneratedRegistry::other_period(sim::RandomStream& random, Person const& person,
                                                Insurer insurer) const {
  auto const unique = numbers(insurer).forward(static_cast<std::uint32_t>(person.index));
  auto const group = static_cast<int>(unique / kNumbersPerInsurer);
  auto const number = unique % kNumbersPerInsurer;
  auto const elderly = person.insurer_number.starts_with("39") && insurer == Insurer::kLater;
  auto const employed = random.chance(400'000);
  auto const branch = two_digits(random.below(5));
  auto const symbol = std::to_string(10'000'000 + random.below(90'000'000));
  auto const law = elderly ? law::kElderly : employed ? law::kAssociation : law::kNationalHealth;
  auto const first = insurer == Insurer::kEarlier ? kFirstEarlier : kFirstLater;
  auto period =
      InsurancePeriod{.insurer_number = compose_insurer_number(
                          {.law = law, .prefecture = kReservedInsurerPrefecture, .insurer = first + group})};
  if (elderly) {
    period.number = compose_elderly_insured_number(number);
  } else {
    period.number = std::to_string(number);
    period.symbol = employed ? symbol : "架" + symbol.substr(0, 3);
    period.branch = branch;
  }
  return period;
}

CardStanding GeneratedRegistry::standing(PersonIndex person) const {
  auto random = sim::RandomStream{seed_, "card standing", person};
  auto const draw = random.below(1'000'000);
  if (draw < mix_.unregistered_ppm) return CardStanding::kUnregistered;
  if (draw < mix_.unregistered_ppm + mix_.suspended_ppm) return CardStanding::kSuspended;
  if (draw < mix_.unregistered_ppm + mix_.suspended_ppm + mix_.revoked_ppm) return CardStanding::kRevoked;
  return CardStanding::kRegistered;
}

std::optional<PersonIndex> GeneratedRegistry::by_insured_items(
    InsuredIdentity const& items, std::optional<year_month_day> birth_date) const {
  auto const found = periods_by_insured_items(items, birth_date);
  return found ? std::optional{found->person} : std::nullopt;
}

std::optional<InsuredPeriods> GeneratedRegistry::periods_by_insured_items(
    InsuredIdentity const& items, std::optional<year_month_day> birth_date) const {
  auto const insurer = parse_insurer_number(items.insurer_number);
  if (!insurer) return std::nullopt;
  auto const elderly = insurer->law == law::kElderly;
  if (elderly && !check_elderly_insured_number(items.number).acceptable()) return std::nullopt;
  auto const number = whole_number(elderly ? items.number.substr(0, items.number.size() - 1) : items.number);
  if (!number || *number >= kNumbersPerInsurer) return std::nullopt;
  for (auto const& [kind, first] : {std::pair{Insurer::kOwn, kFirstOwn},
                                    {Insurer::kEarlier, kFirstEarlier},
                                    {Insurer::kLater, kFirstLater}}) {
    auto const group = insurer->insurer - first;
    if (group < 0 || group >= kInsurersPerKind) continue;
    auto const unique = std::uint64_t(group) * kNumbersPerInsurer + *number;
    if (unique >= KeyedPermutation::kSize) return std::nullopt;
    auto const index = PersonIndex{numbers(kind).backward(static_cast<std::uint32_t>(unique))};
    if (index >= people_.people()) return std::nullopt;
    auto const person = people_.person(index);
    if (birth_date.value_or(person.birth_date) != person.birth_date) return std::nullopt;
    auto insured = qualifications(person);
    if (!names_anything(insured, items)) return std::nullopt;
    return InsuredPeriods{index, std::move(insured.periods)};
  }
  return std::nullopt;
}

std::optional<CertificateHolder> GeneratedRegistry::by_certificate(std::uint32_t serial) const {
  return people_.by_certificate(serial);
}

}  // namespace kazasu::identity
