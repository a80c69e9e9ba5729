#include "emulators/card/card_description.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "emulators/card/card_holder.h"
#include "sim/calendar.h"

namespace kazasu::card {

namespace {

constexpr std::size_t kLabelWidth = 15;
// Certificates of the next generation are valid for ten years and end on the same day.
constexpr auto kNextGenerationLonger = std::chrono::years{5};

std::string line(std::string_view label, std::string_view text) {
  auto result = std::string{label};
  result.resize(std::max(kLabelWidth, label.size() + 1), ' ');
  return result.append(text).append("\n");
}

std::string iso_date(std::chrono::year_month_day date) {
  auto const digits = sim::compact_date(date);
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

std::string hexadecimal(std::uint32_t value) {
  auto text = std::string{};
  for (auto shift = 32U; shift > 0; shift -= 4U) text += "0123456789ABCDEF"[value >> (shift - 4U) & 0xFU];
  return text;
}

std::string tries(Card& card, FileId pin, std::uint8_t slot) {
  if (card.select_file(pin) != StatusWord::kSuccess) return "none";
  auto const left = tries_left(card.query_tries());
  if (!left) return "none";
  return std::to_string(*left) + " of " +
         std::to_string(static_cast<int>(pin_rule(ApplicationId::kJpki, slot).tries));
}

std::string validity(identity::Person const& person, CardKind kind) {
  auto first = sim::date_jst(person.certificate_not_before);
  if (kind == CardKind::kNextGeneration) first -= kNextGenerationLonger;
  if (!first.ok()) first = first.year() / first.month() / std::chrono::last;
  return iso_date(first) + " to " + iso_date(sim::date_jst(person.certificate_not_after));
}

std::string current_pin(CardMemory const* memory, PinId id, std::string const& made) {
  auto const kept = memory == nullptr ? std::nullopt : memory->load(id);
  auto const& pin =
      kept ? std::string{kept->pin.data(), std::min<std::size_t>(kept->length, kLongestPin)} : made;
  return pin.empty() ? "none" : pin;
}

}  // namespace

std::string_view text_of(CardKind kind) {
  switch (kind) {
    case CardKind::kCard:
      return "My Number card (個人番号カード)";
    case CardKind::kFaceAuthentication:
      return "face-authentication card (顔認証マイナンバーカード)";
    case CardKind::kSmartphone:
      return "smartphone (スマホ用電子証明書)";
    case CardKind::kNextGeneration:
      return "next generation (次期個人番号カード), our reading of the public plan";
  }
  return {};
}

std::string_view text_of(CardStanding standing) {
  switch (standing) {
    case CardStanding::kRegistered:
      return "registered";
    case CardStanding::kUnregistered:
      return "not registered";
    case CardStanding::kSuspended:
      return "suspended (一時停止)";
    case CardStanding::kRevoked:
      return "revoked";
  }
  return {};
}

std::string describe_card(CardMaker const& maker, identity::PersonIndex person, Card card) {
  auto const& profile = maker.profile();
  auto const holder = maker.people().person(person);
  card.power_off();
  card.select_application(kJpkiAid);
  auto text = line("person", std::to_string(person) + " of seed " + std::to_string(maker.key(person).seed));
  text += line("profile", profile.name + ": " + profile.title);
  text += line("kind", text_of(profile.kind));
  text += line("name", holder.name + " (" + holder.name_kana + ")");
  text += line("born", iso_date(holder.birth_date));
  text += line("certificate", "serial " + hexadecimal(holder.certificate_serial) + ", valid " +
                                  validity(holder, profile.kind));
  text += line("issue", std::to_string(static_cast<int>(profile.issue)));
  text += line("insurance", text_of(profile.standing));
  text +=
      line("tries left", "authentication " + tries(card, FileId::kAuthenticationPin, jpki::kAuthentication) +
                             ", signing " + tries(card, FileId::kSigningPin, jpki::kSigning));
  return text;
}

std::string card_pins(CardMaker const& maker, identity::PersonIndex person, CardMemory const* memory) {
  auto const made = maker.parts(person);
  auto text = current_pin(memory, PinId::kAuthentication, made.pin) + "\n";
  text +=
      line("signing", current_pin(memory, PinId::kSigning, made.signing ? made.signing->pin : std::string{}));
  if (made.people == nullptr) return text;
  auto const holder = card_holder(made.people->person(person));
  text += line("text", current_pin(memory, PinId::kText, holder.pin));
  text += line("number A", holder.personal_number);
  text += line("number B", holder.number_b);
  text += line("birth date", holder.birth_pin);
  text += line("resident", current_pin(memory, PinId::kResident, holder.pin));
  return text;
}

std::string describe_profiles(std::span<CardProfile const> profiles) {
  auto width = std::size_t{0};
  for (auto const& profile : profiles) width = std::max(width, profile.name.size());
  auto text = std::string{};
  for (auto const& profile : profiles) {
    text.append(profile.name).append(width + 2 - profile.name.size(), ' ').append(profile.title).append("\n");
  }
  return text;
}

}  // namespace kazasu::card
