#include "emulators/adapters/reception_json.h"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <functional>
#include <utility>

#include "emulators/adapters/base64.h"
#include "emulators/adapters/outcome_codes.h"

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

std::string quote(std::string_view text) {
  return json::serialize(json::string_view{text.data(), text.size()});
}

// A parsed object. Small documents stay in the buffer; nothing here outlives the call that parsed it.
class Document {
 public:
  explicit Document(std::string_view text) : memory_(buffer_.data(), buffer_.size()) {
    auto error = json::error_code{};
    auto options = json::parse_options{};
    options.max_depth = 8;
    value_ = json::parse(json::string_view{text.data(), text.size()}, error, &memory_, options);
    if (!error) object_ = value_.if_object();
  }
  Document(Document const&) = delete;
  Document& operator=(Document const&) = delete;

  json::object const* object() const { return object_; }

 private:
  std::array<unsigned char, 8 * 1024> buffer_;
  json::monotonic_resource memory_;
  json::value value_ = json::value(json::storage_ptr(&memory_));
  json::object const* object_ = nullptr;
};

std::optional<std::string_view> text_at(json::object const* object, std::string_view name) {
  auto const* const value = object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return std::nullopt;
  return std::string_view{text->data(), text->size()};
}

std::optional<bool> flag_at(json::object const* object, std::string_view name) {
  auto const* const value = object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
  auto const* const flag = value == nullptr ? nullptr : value->if_bool();
  if (flag == nullptr) return std::nullopt;
  return *flag;
}

std::optional<std::string> bytes_at(json::object const* object, std::string_view name) {
  auto const text = text_at(object, name);
  return text ? decode_base64(*text) : std::nullopt;
}

std::optional<eligibility::Outcome> outcome_at(json::object const* object) {
  auto const name = text_at(object, "outcome");
  return name ? outcome_by_name(*name) : std::nullopt;
}

std::string outcome_fields(eligibility::Outcome outcome) {
  return "{\"outcome\": " + quote(eligibility::name_of(outcome)) +
         ", \"rule\": " + quote(eligibility::refused_by(outcome));
}

std::string_view word(bool flag) {
  return flag ? "true" : "false";
}

}  // namespace

std::string encode_consents(eligibility::ConsentSet consents) {
  auto text = std::string{"{\"consents\": {"};
  for (auto const& [item, name] : kItems) {
    if (item != kItems.front().item) text += ", ";
    text.append("\"").append(name).append("\": ").append(word(consents.has(item)));
  }
  return text += "}}";
}

std::optional<eligibility::ConsentSet> decode_consents(std::string_view text) {
  auto const document = Document{text};
  auto const* const object = document.object();
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

std::string encode_consent_answer(eligibility::ConsentAnswer const& answer) {
  return outcome_fields(answer.outcome) + ", \"session\": " + quote(answer.session) + ", \"nonce\": \"" +
         encode_base64(answer.nonce) + "\"}";
}

std::optional<eligibility::ConsentAnswer> decode_consent_answer(std::string_view text) {
  auto const document = Document{text};
  auto const outcome = outcome_at(document.object());
  auto const session = text_at(document.object(), "session");
  auto nonce = bytes_at(document.object(), "nonce");
  if (!outcome || !session || !nonce) return std::nullopt;
  return eligibility::ConsentAnswer{
      .outcome = *outcome, .session = std::string{*session}, .nonce = std::move(*nonce)};
}

std::string encode_card_proof(CardProof const& proof) {
  return "{\"certificate\": \"" + encode_base64(proof.certificate) + "\", \"signature\": \"" +
         encode_base64(proof.signature) + "\"}";
}

std::optional<CardProof> decode_card_proof(std::string_view text) {
  auto const document = Document{text};
  auto certificate = bytes_at(document.object(), "certificate");
  auto signature = bytes_at(document.object(), "signature");
  if (!certificate || !signature) return std::nullopt;
  return CardProof{.certificate = std::move(*certificate), .signature = std::move(*signature)};
}

std::string encode_registration(eligibility::Registration const& registration) {
  auto text = outcome_fields(registration.outcome);
  text.append(", \"registration_number\": ").append(quote(registration.number));
  text.append(", \"expires_soon\": ").append(word(registration.expires_soon));
  text.append(", \"eligibility_only\": ").append(word(registration.eligibility_only)).append("}");
  return text;
}

std::optional<eligibility::Registration> decode_registration(std::string_view text) {
  auto const document = Document{text};
  auto const outcome = outcome_at(document.object());
  auto const number = text_at(document.object(), "registration_number");
  auto const expires_soon = flag_at(document.object(), "expires_soon");
  auto const eligibility_only = flag_at(document.object(), "eligibility_only");
  if (!outcome || !number || !expires_soon || !eligibility_only) return std::nullopt;
  return eligibility::Registration{.outcome = *outcome,
                                   .number = std::string{*number},
                                   .expires_soon = *expires_soon,
                                   .eligibility_only = *eligibility_only};
}

std::string encode_consent_screen(std::string_view institution) {
  auto text = "{\"institution\": " + quote(institution) + ", \"consent_items\": [";
  for (auto const& [item, name] : kItems) {
    if (item != kItems.front().item) text += ", ";
    text.append("\"").append(name).append("\"");
  }
  return text += "]}";
}

}  // namespace kazasu::adapters
