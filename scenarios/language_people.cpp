// Who takes part and in what state: people, cards, certificates, and what they fall back on.
#include <array>

#include "scenarios/language_parts.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kInsurance = std::to_array<std::string_view>({"plain", "realistic"});
// The first word: no responder. The others in the order of ResponderConduct.
constexpr auto kResponders = std::to_array<std::string_view>(
    {"none", "good", "revoked", "unknown", "expired_responder", "slow", "down"});
constexpr auto kWithout = std::to_array<std::string_view>({"refuse", "accept"});

using Setter = void (*)(Scenario&, Value const&);

constexpr Entry share(std::string_view path, std::string_view description, Setter set) {
  return {.path = path,
          .type = Type::kShare,
          .description = description,
          .initial = "0 %",
          .lowest = "0 %",
          .highest = "100 %",
          .set = set};
}
// Without a default: the insurance mix decides.
constexpr Entry standing(std::string_view path, std::string_view description, Setter set) {
  auto entry = share(path, description, set);
  entry.initial = {};
  return entry;
}
constexpr Entry times(std::string_view path, std::string_view description, Setter set) {
  return {.path = path,
          .type = Type::kDistribution,
          .description = description,
          .initial = "0s",
          .lowest = kNoTime,
          .highest = kLongestTime,
          .set = set};
}

constexpr auto kPeople = std::to_array<Entry>({
    {.path = "population.people_file",
     .type = Type::kFile,
     .description = "People of your own (CSV, see protocols/insured-registry.md) in place of generated ones; "
                    "relative to the scenario's folder.",
     .set = [](Scenario& s, Value const& v) { s.population.people_file = as<std::string>(v); }},
    {.path = "population.insurance",
     .type = Type::kWord,
     .description =
         "Everybody plainly insured, or lives with losses, changes of insurer and medical assistance.",
     .initial = "plain",
     .words = Words{kInsurance},
     .set = [](Scenario& s,
               Value const& v) { s.population.realistic_insurance = as<std::uint64_t>(v) != 0; }},
    share("population.continuing",
          "Patients whom their station visited in the two months before the run: their consent stands in our "
          "emulator, which keeps about 100 bytes for each.",
          [](Scenario& s, Value const& v) { s.population.continuing_ppm = as_ppm(v); }),
});

constexpr auto kCardStates = std::to_array<Entry>({
    share("card.absent", "People without a My Number card.",
          [](Scenario& s, Value const& v) { s.card_mix.absent_ppm = as_ppm(v); }),
    share("card.face_authentication",
          "Cards for face authentication, which have no PIN (顔認証マイナンバーカード).",
          [](Scenario& s, Value const& v) { s.card_mix.face_authentication_ppm = as_ppm(v); }),
    share("card.pin_locked",
          "Cards whose PIN was locked before the run; of cards in process, as the one above and below.",
          [](Scenario& s, Value const& v) { s.card_mix.pin_locked_ppm = as_ppm(v); }),
    share("card.reissued", "Cards that were issued again and are linked to their holder on first use.",
          [](Scenario& s, Value const& v) { s.card_mix.reissued_ppm = as_ppm(v); }),
    standing("card.unregistered",
             "Cards that are no insurance cards; left out: as `population.insurance` has it (0 % or 0.5 %).",
             [](Scenario& s, Value const& v) { s.standings.unregistered_ppm = as_ppm(v); }),
    standing("card.suspended",
             "Cards reported lost; left out: as `population.insurance` has it (0 % or 0.05 %).",
             [](Scenario& s, Value const& v) { s.standings.suspended_ppm = as_ppm(v); }),
    standing("card.revoked",
             "Cards that were withdrawn; left out: as `population.insurance` has it (0 % or 0.03 %).",
             [](Scenario& s, Value const& v) { s.standings.revoked_ppm = as_ppm(v); }),
});

constexpr auto kStatus = std::to_array<Entry>({
    {.path = "status",
     .type = Type::kSection,
     .description = "The responder that the reception asks whether a card's certificate was revoked."},
    {.path = "status.responder",
     .type = Type::kWord,
     .description = "Nobody is asked, or how the responder answers.",
     .initial = "none",
     .words = Words{kResponders},
     .set =
         [](Scenario& s, Value const& v) {
           auto const word = as<std::uint64_t>(v);
           s.status.asked = word != 0;
           if (word != 0) s.status.conduct = static_cast<eligibility::ResponderConduct>(word - 1);
         }},
    {.path = "status.delay",
     .type = Type::kDuration,
     .description = "Of a slow responder.",
     .initial = "1s",
     .lowest = "1ms",
     .highest = "1min",
     .set = [](Scenario& s, Value const& v) { s.status.delay = as<sim::Duration>(v); }},
    share("status.revoked", "Certificates that are revoked when the run begins.",
          [](Scenario& s, Value const& v) { s.status.revoked_ppm = as_ppm(v); }),
    {.path = "status.validity",
     .type = Type::kDuration,
     .description = "How long an answer is used again, in calendar time; whole seconds.",
     .initial = "60s",
     .lowest = "0s",
     .highest = "24h",
     .set =
         [](Scenario& s, Value const& v) {
           s.status.validity = std::chrono::floor<std::chrono::seconds>(as<sim::Duration>(v));
         }},
    {.path = "status.patience",
     .type = Type::kDuration,
     .description = "How long the reception waits for an answer.",
     .initial = "2s",
     .lowest = "1ms",
     .highest = "1min",
     .set = [](Scenario& s, Value const& v) { s.status.patience = as<sim::Duration>(v); }},
    {.path = "status.without",
     .type = Type::kWord,
     .description = "What becomes of cards whose status cannot be learnt.",
     .initial = "refuse",
     .words = Words{kWithout},
     .set = [](Scenario& s, Value const& v) { s.status.accept_without = as<std::uint64_t>(v) != 0; }},
    times("status.answer", "Work of the responder for an answer, in virtual time.",
          [](Scenario& s, Value const& v) { s.status.answer = as<sim::Distribution>(v); }),
});

constexpr auto kFallback = std::to_array<Entry>({
    {.path = "fallback",
     .type = Type::kSection,
     .description =
         "What a nurse falls back on when the online check gives no answer; without this section a "
         "visit ends where it failed. Patients without an insurance card and those from 75 have a "
         "資格確認書; patients visited before are known to the station.",
     .set = [](Scenario& s, Value const&) { s.fallbacks.used = true; }},
    times("fallback.time", "How long looking at it and writing it down take.",
          [](Scenario& s, Value const& v) { s.fallbacks.time = as<sim::Distribution>(v); }),
    share("fallback.certificate", "Further patients who asked for a 資格確認書.",
          [](Scenario& s, Value const& v) { s.fallbacks.certificate_ppm = as_ppm(v); }),
    share("fallback.old_card",
          "Patients who have kept the old insurance card; it holds to 2025-12-01 at most.",
          [](Scenario& s, Value const& v) { s.fallbacks.old_card_ppm = as_ppm(v); }),
    share("fallback.portal_screen", "Patients who can show マイナポータル on a phone.",
          [](Scenario& s, Value const& v) { s.fallbacks.portal_screen_ppm = as_ppm(v); }),
    share("fallback.notice", "Patients who have kept the 資格情報のお知らせ.",
          [](Scenario& s, Value const& v) { s.fallbacks.notice_ppm = as_ppm(v); }),
});

}  // namespace

std::span<Entry const> people_entries() {
  return kPeople;
}
std::span<Entry const> card_state_entries() {
  return kCardStates;
}
std::span<Entry const> status_entries() {
  return kStatus;
}
std::span<Entry const> fallback_entries() {
  return kFallback;
}

}  // namespace kazasu::scenarios
