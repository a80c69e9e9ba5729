// A world of three stations and five people, small enough to reason about.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/identity/instant_crypto.h"
#include "emulators/identity/insured_registry.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

inline sim::Instant at(std::string_view iso) {
  return sim::parse_iso_date_time(iso);
}

inline std::chrono::year_month_day day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

inline constexpr std::uint32_t kFirstSerial = 1000;

struct SamplePeople final : identity::PersonSource {
  std::uint64_t people() const override { return 5; }
  identity::Person person(identity::PersonIndex index) const override {
    auto person = identity::Person{};
    person.index = index;
    person.name = "試験　花子";
    person.name_kana = "ｼｹﾝ ﾊﾅｺ";
    person.address = "東京都試験区１－１";
    person.post_number = "100-0000";
    person.sex = identity::Sex::kFemale;
    // Person 1 turns 40 on 2025-06-10; the others are older.
    person.birth_date = index == 1 ? day(1985, 6, 10) : day(1948, 2, 29);
    person.insurer_number = "06130488";
    person.insured_symbol = "3177";
    person.insured_number = std::to_string(100 + index);
    person.insured_branch = "01";
    person.certificate_serial = kFirstSerial + static_cast<std::uint32_t>(index);
    person.certificate_not_before = at("2020-08-21T00:00:00+09:00");
    person.certificate_not_after = at("2025-08-20T23:59:59+09:00");
    person.pin = "0000";
    return person;
  }
  std::optional<identity::PersonIndex> by_certificate_serial(std::uint32_t serial) const override {
    if (serial < kFirstSerial || serial - kFirstSerial >= people()) return std::nullopt;
    return serial - kFirstSerial;
  }
};

// One plain period each unless a test says otherwise. Card n of person p has the serial 1000 + p + 100 (n -
// 1).
struct SampleRegistry final : identity::InsuredRegistry {
  explicit SampleRegistry(SamplePeople const& source) : people(source) {}
  identity::InsuranceHistory history(identity::PersonIndex person) const override {
    auto const found = histories.find(person);
    if (found != histories.end()) return found->second;
    return {.periods = {identity::own_period(people.person(person))},
            .householder = {},
            .contribution_ratio = {}};
  }
  identity::CardStanding standing(identity::PersonIndex person) const override {
    auto const found = standings.find(person);
    return found == standings.end() ? identity::CardStanding::kRegistered : found->second;
  }
  std::optional<identity::PersonIndex> by_insured_items(
      identity::InsuredIdentity const& items,
      std::optional<std::chrono::year_month_day> birth_date) const override {
    for (identity::PersonIndex i = 0; i < people.people(); ++i) {
      auto const born = people.person(i).birth_date;
      if (birth_date.value_or(born) == born && names_anything(history(i), items)) return i;
    }
    return std::nullopt;
  }
  std::optional<identity::CertificateHolder> by_certificate(std::uint32_t serial) const override {
    if (serial < kFirstSerial || (serial - kFirstSerial) % 100 >= people.people()) return std::nullopt;
    auto const issue = (serial - kFirstSerial) / 100 + 1;
    if (issue > 9) return std::nullopt;
    return identity::CertificateHolder{(serial - kFirstSerial) % 100, issue};
  }

  SamplePeople const& people;
  std::map<identity::PersonIndex, identity::InsuranceHistory> histories;
  std::map<identity::PersonIndex, identity::CardStanding> standings;
};

struct SampleStations final : identity::StationSource {
  static constexpr auto kCodes = std::array<std::string_view, 3>{"1360000014", "1360000022", "1360000030"};
  static constexpr auto kTokens = std::array<std::string_view, 3>{"token-0", "token-1", "token-2"};

  identity::StationIndex stations() const override { return 3; }
  identity::Station station(identity::StationIndex index) const override {
    return {index, std::string{kCodes[index]}, "試験訪問看護ステーション", 13, std::string{kTokens[index]}};
  }
  std::optional<identity::StationIndex> by_institution_code(std::string_view code) const override {
    return position(kCodes, code);
  }
  std::optional<identity::StationIndex> by_reception_token(std::string_view token) const override {
    return position(kTokens, token);
  }

 private:
  static std::optional<identity::StationIndex> position(std::array<std::string_view, 3> const& all,
                                                        std::string_view wanted) {
    for (identity::StationIndex i = 0; i < all.size(); ++i) {
      if (all[i] == wanted) return i;
    }
    return std::nullopt;
  }
};

// Counts the laps of each stage.
struct LapMeter final : StageMeter {
  void lap(ServerStage stage) override { laps += "SRGL"[static_cast<std::size_t>(stage)]; }
  std::string laps;  // S signature, R chain and dates, G registration, L look-up
};

// The system over the instant twin, and a card that answers it.
struct SampleWorld {
  explicit SampleWorld(std::uint64_t seed = 7, std::size_t visit_limit = VisitSessions::kDefaultLimit)
      : system({.stations = stations,
                .people = people,
                .registry = registry,
                .check = check,
                .seed = seed,
                .visit_limit = visit_limit}) {}

  std::string certificate(identity::PersonIndex index, bool from_card_ca = true) const {
    auto const person = people.person(index);
    return identity::instant_certificate({.serial = person.certificate_serial,
                                          .not_before = person.certificate_not_before,
                                          .not_after = person.certificate_not_after,
                                          .from_card_ca = from_card_ca});
  }
  ConsentAnswer consent(ConsentSet consents, sim::Instant now, identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    return system.submit_consent(
        {.reception_token = std::string{SampleStations::kTokens[station]}, .consents = consents}, now, meter);
  }
  AuthenticationRequest signed_by(identity::PersonIndex index, ConsentAnswer const& visit,
                                  identity::StationIndex station = 0) const {
    return {std::string{SampleStations::kTokens[station]}, visit.session, certificate(index),
            identity::instant_signature(people.person(index).certificate_serial, visit.nonce)};
  }
  Registration authenticate(AuthenticationRequest const& request, sim::Instant now) {
    auto meter = NoMeter{};
    return system.authenticate(request, now, meter);
  }
  // Consent and card at once.
  Registration visit(identity::PersonIndex index, ConsentSet consents, sim::Instant now,
                     identity::StationIndex station = 0) {
    return authenticate(signed_by(index, consent(consents, now, station), station), now);
  }
  InquiryAnswer inquire(std::string const& number, sim::Instant now, identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    return system.inquire({std::string{SampleStations::kCodes[station]}, number, "file-1"}, now, meter);
  }
  NoticeAnswer notices(std::uint64_t after, sim::Instant now, identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    return system.notices({std::string{SampleStations::kCodes[station]}, after}, now, meter);
  }

  SampleStations stations;
  SamplePeople people;
  SampleRegistry registry{people};
  InstantCredentialCheck check;
  EligibilitySystem system;
};

}  // namespace kazasu::eligibility
