#include "emulators/adapters/card/card_profile_fields.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "emulators/adapters/files/utf8.h"
#include "sim/nearest_word.h"

namespace kazasu::adapters {

namespace {

using card::CardKind;
using card::CardProfile;
using card::CardStanding;

constexpr std::size_t kLongestTitle = 300;  // bytes
constexpr auto kTitle = std::string_view{"a line of up to 300 bytes"};
constexpr auto kAuthenticationTries = std::string_view{"0 to 3, or all"};
constexpr auto kSigningTries = std::string_view{"0 to 5, or all"};
constexpr auto kDays = std::string_view{"-3000 to 3000 days, or own"};
constexpr auto kIssue = std::string_view{"1 to 5"};
constexpr auto kResets = std::string_view{"0 to 9"};

template <class Value>
using Word = std::pair<std::string_view, Value>;
constexpr auto kKinds = std::array<Word<CardKind>, 4>{{{"card", CardKind::kCard},
                                                       {"face_authentication", CardKind::kFaceAuthentication},
                                                       {"smartphone", CardKind::kSmartphone},
                                                       {"next_generation", CardKind::kNextGeneration}}};
constexpr auto kStandings = std::array<Word<CardStanding>, 4>{{{"registered", CardStanding::kRegistered},
                                                               {"unregistered", CardStanding::kUnregistered},
                                                               {"suspended", CardStanding::kSuspended},
                                                               {"revoked", CardStanding::kRevoked}}};

std::string expected(std::string_view what) {
  return "expected " + std::string{what};
}

template <class Words, class Value>
std::string set_word(Words const& words, std::string_view text, Value& value) {
  auto names = std::vector<std::string_view>{};
  for (auto const& [name, meaning] : words) {
    if (name == text) {
      value = meaning;
      return {};
    }
    names.push_back(name);
  }
  return "unknown word '" + std::string{text} + "'" + sim::hint(text, names);
}

struct Range {
  std::int32_t first;
  std::int32_t last;
  std::string_view words;
};
std::optional<std::int32_t> number(std::string_view text, Range const& range) {
  auto value = std::int32_t{0};
  auto const* const end = text.data() + text.size();
  auto const parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return value >= range.first && value <= range.last ? std::optional{value} : std::nullopt;
}

template <class Number>
std::string set_number(Number& value, std::string_view text, Range const& range) {
  auto const given = number(text, range);
  if (!given) return expected(range.words);
  value = static_cast<Number>(*given);
  return {};
}

// `unset` is the word for leaving it to the card.
template <class Number>
std::string set_optional(std::optional<Number>& value, std::string_view text, std::string_view unset,
                         Range const& range) {
  if (text == unset) {
    value.reset();
    return {};
  }
  return set_number(value.emplace(), text, range);
}

std::string set_title(CardProfile& profile, std::string_view text) {
  if (text.empty() || text.size() > kLongestTitle || has_control_characters(text)) return expected(kTitle);
  profile.title = text;
  return {};
}

constexpr auto kFields = std::array{
    CardProfileField{"title", kTitle, set_title},
    CardProfileField{"kind", "card, face_authentication, smartphone or next_generation",
                     [](CardProfile& p, std::string_view text) { return set_word(kKinds, text, p.kind); }},
    CardProfileField{
        "standing", "registered, unregistered, suspended or revoked",
        [](CardProfile& p, std::string_view text) { return set_word(kStandings, text, p.standing); }},
    CardProfileField{"authentication_tries", kAuthenticationTries,
                     [](CardProfile& p, std::string_view text) {
                       return set_optional(p.authentication_tries, text, "all", {0, 3, kAuthenticationTries});
                     }},
    CardProfileField{"signing_tries", kSigningTries,
                     [](CardProfile& p, std::string_view text) {
                       return set_optional(p.signing_tries, text, "all", {0, 5, kSigningTries});
                     }},
    CardProfileField{"expires_in_days", kDays,
                     [](CardProfile& p, std::string_view text) {
                       return set_optional(p.expires_in_days, text, "own", {-3000, 3000, kDays});
                     }},
    CardProfileField{"issue", kIssue,
                     [](CardProfile& p, std::string_view text) {
                       return set_number(p.issue, text, {1, 5, kIssue});
                     }},
    CardProfileField{"pin_resets", kResets,
                     [](CardProfile& p, std::string_view text) {
                       return set_number(p.pin_resets, text, {0, 9, kResets});
                     }},
};

}  // namespace

std::span<CardProfileField const> card_profile_fields() {
  return kFields;
}

std::string contradiction_in(CardProfile const& profile) {
  auto const about_pins = profile.authentication_tries || profile.signing_tries || profile.pin_resets > 0;
  if (profile.kind == CardKind::kFaceAuthentication && about_pins) {
    return "a face_authentication card has no PIN: set authentication_tries and signing_tries to all and "
           "pin_resets to 0, or choose another kind";
  }
  return {};
}

}  // namespace kazasu::adapters
