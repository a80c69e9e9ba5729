#include "emulators/adapters/json/reception_json.h"

#include <array>
#include <boost/json/value.hpp>
#include <charconv>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/json/json_fields.h"
#include "emulators/adapters/services/outcome_codes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using eligibility::ConsentItem;

struct NamedItem {
  ConsentItem item;
  std::string_view name;
};
constexpr auto kItems = std::array{
    NamedItem{ConsentItem::kOperations, "operations"},
    NamedItem{ConsentItem::kDiagnosisAndMedication, "diagnosis_and_medication"},
    NamedItem{ConsentItem::kHealthCheckup, "health_checkup"},
    NamedItem{ConsentItem::kLimitAmount, "limit_amount"},
    NamedItem{ConsentItem::kSpecificDisease, "specific_disease"},
};

std::optional<eligibility::Outcome> outcome_at(json::object const* object) {
  auto const name = text_at(object, "outcome");
  return name ? outcome_by_name(*name) : std::nullopt;
}

std::string outcome_fields(eligibility::Outcome outcome) {
  auto text = "{\"outcome\": " + quote(eligibility::name_of(outcome)) +
              ", \"rule\": " + quote(eligibility::refused_by(outcome));
  auto const message = eligibility::message_of(outcome);
  if (!message.empty()) text.append(", \"message\": ").append(quote(message));
  return text;
}

constexpr auto kCareNames =
    std::array<std::string_view, eligibility::kCares>{"continuing", "house_call", "online"};
constexpr auto kEndNames =
    std::array<std::string_view, eligibility::kVisitEnds>{"patient", "pin_locked", "card_unusable"};
constexpr auto kActionNames = std::array<std::string_view, 3>{"register", "view", "cancel_all"};

// An optional field with one of a few words; the first one when it is absent, nothing for any other value.
template <class Value, std::size_t Size>
std::optional<Value> choice_at(json::object const& object, std::string_view name,
                               std::array<std::string_view, Size> const& words) {
  if (!object.contains({name.data(), name.size()})) return Value{};
  auto const text = text_at(&object, name);
  for (std::size_t i = 0; text && i < words.size(); ++i) {
    if (words[i] == *text) return static_cast<Value>(i);
  }
  return std::nullopt;
}

std::optional<std::chrono::year_month_day> date_of(std::string_view text) {
  auto digits = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, failure] = std::from_chars(text.data(), end, digits);
  if (text.size() != 8 || failure != std::errc{} || stop != end || digits < 0) return std::nullopt;
  auto const date = std::chrono::year{digits / 10'000} /
                    std::chrono::month{static_cast<unsigned>(digits / 100 % 100)} /
                    std::chrono::day{static_cast<unsigned>(digits % 100)};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string flags_of(eligibility::ConsentSet consents) {
  auto text = std::string{"{"};
  for (auto const& [item, name] : kItems) {
    if (item != kItems.front().item) text += ", ";
    text.append("\"").append(name).append("\": ").append(word(consents.has(item)));
  }
  return text += "}";
}

std::optional<eligibility::ConsentSet> read_flags(json::object const* object) {
  auto const* const value = object == nullptr ? nullptr : object->if_contains("consents");
  auto const* const consents = value == nullptr ? nullptr : value->if_object();
  auto set = eligibility::ConsentSet{};
  for (auto const& [item, name] : kItems) {
    auto const given = flag_at(consents, name);
    if (!given) return std::nullopt;
    if (*given) set.give(item);
  }
  return set;
}

std::string status_text(eligibility::ConsentStatus const& status) {
  auto text = std::string{"{\"care\": \""};
  text.append(kCareNames[static_cast<std::size_t>(status.care)]).append("\", \"consents\": ");
  text.append(flags_of(status.items)).append(", \"given\": \"").append(sim::iso_date_time(status.given));
  return text.append("\", \"until\": \"").append(sim::iso_date_time(status.until)).append("\"}");
}

// What a registration says beside outcome and number.
void append_findings(std::string& text, eligibility::Registration const& registration) {
  text.append(", \"expires_soon\": ").append(word(registration.expires_soon));
  text.append(", \"eligibility_only\": ").append(word(registration.eligibility_only));
  if (registration.card_registered) text.append(", \"card_registered\": true");
  if (registration.card_linked) text.append(", \"card_linked\": true");
  if (!registration.consents.empty()) {
    text.append(", \"consents\": [");
    for (auto const& status : registration.consents) {
      if (&status != &registration.consents.front()) text.append(", ");
      text.append(status_text(status));
    }
    text.append("]");
  }
}

std::optional<sim::Instant> instant_at(json::object const& object, std::string_view name) {
  auto const text = text_at(&object, name);
  if (!text) return std::nullopt;
  try {
    return sim::parse_iso_date_time(*text);
  } catch (std::invalid_argument const&) {
    return std::nullopt;
  }
}

std::optional<eligibility::ConsentStatus> read_status(json::value const& value) {
  auto const* const object = value.if_object();
  if (object == nullptr) return std::nullopt;
  auto const care = choice_at<eligibility::Care>(*object, "care", kCareNames);
  auto const items = read_flags(object);
  auto const given = instant_at(*object, "given");
  auto const until = instant_at(*object, "until");
  if (!care || !items || !given || !until) return std::nullopt;
  return eligibility::ConsentStatus{*care, *items, *given, *until};
}

// Nothing when the list is there and anything in it is not of the protocol.
std::optional<std::vector<eligibility::ConsentStatus>> read_statuses(json::object const& object) {
  auto statuses = std::vector<eligibility::ConsentStatus>{};
  auto const* const value = object.if_contains("consents");
  if (value == nullptr) return statuses;
  auto const* const list = value->if_array();
  if (list == nullptr) return std::nullopt;
  for (auto const& element : *list) {
    auto const status = read_status(element);
    if (!status) return std::nullopt;
    statuses.push_back(*status);
  }
  return statuses;
}

}  // namespace

std::string encode_consents(eligibility::ConsentSet consents) {
  return "{\"consents\": " + flags_of(consents) + "}";
}

std::optional<eligibility::ConsentSet> decode_consents(std::string_view text) {
  auto const document = JsonDocument{text};
  return read_flags(document.object());
}

std::string encode_consent_request(eligibility::ConsentRequest const& request) {
  auto text = "{\"consents\": " + flags_of(request.consents);
  if (request.care != eligibility::Care{}) {
    text.append(", \"care\": ").append(quote(kCareNames[static_cast<std::size_t>(request.care)]));
  }
  if (request.action != eligibility::ConsentAction{}) {
    text.append(", \"action\": ").append(quote(kActionNames[static_cast<std::size_t>(request.action)]));
  }
  if (request.consultation) {
    text.append(", \"consultation\": ").append(quote(sim::compact_date(*request.consultation)));
  }
  if (request.registers_card) text.append(", \"registers_card\": true");
  if (request.way_in != eligibility::WayIn{}) {
    text.append(", \"way_in\": ").append(quote(name_of(request.way_in)));
  }
  if (!request.device.empty()) text.append(", \"device\": ").append(quote(request.device));
  return text.append("}");
}

std::optional<eligibility::ConsentRequest> decode_consent_request(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const consents = read_flags(document.object());
  if (!consents) return std::nullopt;
  auto const& object = *document.object();
  auto const care = choice_at<eligibility::Care>(object, "care", kCareNames);
  auto const action = choice_at<eligibility::ConsentAction>(object, "action", kActionNames);
  auto const registers_card = optional_flag_at(object, "registers_card");
  auto const way_in = choice_at<eligibility::WayIn>(object, "way_in", eligibility::kWaysIn);
  auto device = optional_text_at(object, "device");
  if (!care || !action || !registers_card || !way_in || !device) return std::nullopt;
  auto request = eligibility::ConsentRequest{};
  request.consents = *consents;
  request.care = *care;
  request.action = *action;
  request.registers_card = *registers_card;
  request.way_in = *way_in;
  request.device = std::move(*device);
  if (!object.contains("consultation")) return request;
  auto const consultation = text_at(&object, "consultation");
  request.consultation = consultation ? date_of(*consultation) : std::nullopt;
  if (!request.consultation) return std::nullopt;
  return request;
}

std::string encode_consent_answer(eligibility::ConsentAnswer const& answer) {
  return outcome_fields(answer.outcome) + ", \"session\": " + quote(answer.session) + ", \"nonce\": \"" +
         encode_base64(answer.nonce) + "\"}";
}

std::optional<eligibility::ConsentAnswer> decode_consent_answer(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  auto const session = text_at(document.object(), "session");
  auto nonce = bytes_at(document.object(), "nonce");
  if (!outcome || !session || !nonce) return std::nullopt;
  return eligibility::ConsentAnswer{
      .outcome = *outcome, .session = std::string{*session}, .nonce = std::move(*nonce)};
}

std::string encode_card_proof(CardProof const& proof) {
  auto text = "{\"certificate\": \"" + encode_base64(proof.certificate) + "\"";
  if (proof.identity == eligibility::IdentityCheck::kPin) {
    text.append(", \"signature\": \"").append(encode_base64(proof.signature)).append("\"");
  } else {
    text.append(", \"identity\": ").append(quote(name_of(proof.identity)));
    text.append(", \"passcode\": ").append(quote(proof.passcode));
  }
  if (!proof.device.empty()) text.append(", \"device\": ").append(quote(proof.device));
  return text.append("}");
}

std::optional<CardProof> decode_card_proof(std::string_view text) {
  auto const document = JsonDocument{text};
  auto certificate = bytes_at(document.object(), "certificate");
  if (!certificate) return std::nullopt;
  auto const& object = *document.object();
  auto const identity =
      choice_at<eligibility::IdentityCheck>(object, "identity", eligibility::kIdentityChecks);
  auto device = optional_text_at(object, "device");
  auto passcode = optional_text_at(object, "passcode");
  if (!identity || !device || !passcode) return std::nullopt;
  auto const visual = *identity == eligibility::IdentityCheck::kVisual;
  auto signature = visual ? std::optional<std::string>{""} : bytes_at(document.object(), "signature");
  if (!signature || (visual && object.contains("signature"))) return std::nullopt;
  return CardProof{.certificate = std::move(*certificate),
                   .signature = std::move(*signature),
                   .device = std::move(*device),
                   .identity = *identity,
                   .passcode = std::move(*passcode)};
}

std::string encode_registration(eligibility::Registration const& registration) {
  auto text = outcome_fields(registration.outcome);
  text.append(", \"registration_number\": ").append(quote(registration.number));
  append_findings(text, registration);
  return text.append("}");
}

std::optional<eligibility::Registration> decode_registration(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  auto const number = text_at(document.object(), "registration_number");
  auto const expires_soon = flag_at(document.object(), "expires_soon");
  auto const eligibility_only = flag_at(document.object(), "eligibility_only");
  if (!outcome || !number || !expires_soon || !eligibility_only) return std::nullopt;
  auto const& object = *document.object();
  auto const card_registered = optional_flag_at(object, "card_registered");
  auto const card_linked = optional_flag_at(object, "card_linked");
  auto consents = read_statuses(object);
  if (!card_registered || !card_linked || !consents) return std::nullopt;
  return eligibility::Registration{.outcome = *outcome,
                                   .number = std::string{*number},
                                   .expires_soon = *expires_soon,
                                   .eligibility_only = *eligibility_only,
                                   .card_registered = *card_registered,
                                   .card_linked = *card_linked,
                                   .consents = std::move(*consents)};
}

std::string encode_progress(eligibility::VisitProgress::Found const& found) {
  switch (found.state) {
    case eligibility::VisitState::kUnknown:
      return R"({"state": "unknown"})";
    case eligibility::VisitState::kWaiting:
      return R"({"state": "waiting"})";
    case eligibility::VisitState::kEnded:
      return R"({"state": "ended", "reason": )" + quote(kEndNames[static_cast<std::size_t>(found.end)]) + "}";
    case eligibility::VisitState::kJudged:
      break;
  }
  auto text = outcome_fields(found.registration.outcome);
  append_findings(text, found.registration);
  return text.append(R"(, "state": "judged"})");
}

std::string encode_visit_end(eligibility::VisitEnd reason) {
  return R"({"reason": )" + quote(kEndNames[static_cast<std::size_t>(reason)]) + "}";
}

std::optional<eligibility::VisitEnd> decode_visit_end(std::string_view text) {
  auto const document = JsonDocument{text};
  if (document.object() == nullptr || !document.object()->contains("reason")) return std::nullopt;
  return choice_at<eligibility::VisitEnd>(*document.object(), "reason", kEndNames);
}

std::string encode_activation_request(eligibility::ActivationRequest const& request) {
  return "{\"institution_code\": " + quote(request.institution_code) + ", \"user\": " + quote(request.user) +
         ", \"password\": " + quote(request.password) +
         ", \"activation_code\": " + quote(request.activation_code) + "}";
}

std::optional<eligibility::ActivationRequest> decode_activation_request(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const institution = text_at(document.object(), "institution_code");
  auto const user = text_at(document.object(), "user");
  auto const password = text_at(document.object(), "password");
  auto const code = text_at(document.object(), "activation_code");
  if (!institution || !user || !password || !code) return std::nullopt;
  return eligibility::ActivationRequest{.institution_code = std::string{*institution},
                                        .user = std::string{*user},
                                        .password = std::string{*password},
                                        .activation_code = std::string{*code}};
}

std::string encode_activation_answer(eligibility::ActivationAnswer const& answer) {
  return outcome_fields(answer.outcome) + ", \"device\": " + quote(answer.device) + "}";
}

std::optional<eligibility::ActivationAnswer> decode_activation_answer(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  auto const device = text_at(document.object(), "device");
  if (!outcome || !device) return std::nullopt;
  return eligibility::ActivationAnswer{.outcome = *outcome, .device = std::string{*device}};
}

std::string encode_consent_screen(std::string_view institution) {
  auto text = "{\"institution\": " + quote(institution) + ", \"consent_items\": [";
  for (auto const& [item, name] : kItems) {
    if (item != kItems.front().item) text += ", ";
    text.append("\"").append(name).append("\"");
  }
  return text += "]}";
}

std::optional<std::string> decode_consent_screen(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const name = text_at(document.object(), "institution");
  if (!name) return std::nullopt;
  return std::string{*name};
}

}  // namespace kazasu::adapters
