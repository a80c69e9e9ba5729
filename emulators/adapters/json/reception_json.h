// The internet channel's bodies as JSON (docs/protocols/http.md). Decoders give nothing for what is not of
// the protocol; fields they do not know are skipped.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/settings_messages.h"
#include "emulators/eligibility/visit_progress.h"

namespace kazasu::adapters {

// All five consents are required.
std::string encode_consents(eligibility::ConsentSet consents);
std::optional<eligibility::ConsentSet> decode_consents(std::string_view json);

// The whole request but for the token, which is in the path. Beside the consents there may be `care`
// ("continuing", "house_call", "online"), `action` ("register", "view", "cancel_all"), `consultation`
// (YYYYMMDD), `registers_card`, `way_in` ("web", "app", "own_device", "consultation_app") and the app's
// `device`; what has its default is left out.
std::string encode_consent_request(eligibility::ConsentRequest const& request);
std::optional<eligibility::ConsentRequest> decode_consent_request(std::string_view json);

std::string encode_consent_answer(eligibility::ConsentAnswer const& answer);
std::optional<eligibility::ConsentAnswer> decode_consent_answer(std::string_view json);

// What the card gave, as bytes, and what the app says beside it. After a visual check (`identity`:
// "visual_check") there is a passcode and no signature.
struct CardProof {
  std::string certificate;
  std::string signature;
  std::string device = {};
  eligibility::IdentityCheck identity = eligibility::IdentityCheck::kPin;
  std::string passcode = {};
};
std::string encode_card_proof(CardProof const& proof);
std::optional<CardProof> decode_card_proof(std::string_view json);

// `card_registered`, `card_linked` and `consents` are left out when they say nothing.
std::string encode_registration(eligibility::Registration const& registration);
std::optional<eligibility::Registration> decode_registration(std::string_view json);

// What the page may know of its visit: the outcome, and no registration number.
std::string encode_progress(eligibility::VisitProgress::Found const& found);
// `{"reason": "patient" | "pin_locked" | "card_unusable"}`.
std::string encode_visit_end(eligibility::VisitEnd reason);
std::optional<eligibility::VisitEnd> decode_visit_end(std::string_view json);

// The app's four entries, and the device that comes of them.
std::string encode_activation_request(eligibility::ActivationRequest const& request);
std::optional<eligibility::ActivationRequest> decode_activation_request(std::string_view json);
std::string encode_activation_answer(eligibility::ActivationAnswer const& answer);
std::optional<eligibility::ActivationAnswer> decode_activation_answer(std::string_view json);

// What the consent screen shows: the institution's name and the items to choose from.
std::string encode_consent_screen(std::string_view institution);
// The institution's name alone.
std::optional<std::string> decode_consent_screen(std::string_view json);

}  // namespace kazasu::adapters
