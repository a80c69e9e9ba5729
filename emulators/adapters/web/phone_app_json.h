// What the app's own page and the app say to each other; all of it ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulators/eligibility/visit_progress.h"
#include "emulators/terminal/nurse_device.h"

namespace kazasu::adapters {

// What the page of マイナ在宅受付Web handed over. `nonce` is bytes.
struct HandedVisit {
  eligibility::VisitName visit;
  std::string nonce;
  std::string pin;  // as typed: four digits
};

// `{"token", "session", "nonce", "pin"}`; nothing when a field is missing or the PIN is not four digits.
std::optional<HandedVisit> decode_handed_visit(std::string_view json);
// `{"token", "session"}`.
std::optional<eligibility::VisitName> decode_visit_name(std::string_view json);

// `{"result", "tries_left", "message"}`: the outcome's name, "accepted" when the card did what was asked.
std::string encode_tap_result(terminal::TapResult const& result);
std::string encode_app_result(std::string_view result);
// `{"result": "ready", "institution"}`.
std::string encode_institution(std::string_view name);

}  // namespace kazasu::adapters
