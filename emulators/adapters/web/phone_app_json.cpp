#include "emulators/adapters/web/phone_app_json.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/services/outcome_codes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kPinDigits = std::size_t{4};

std::optional<json::object> object_in(std::string_view text) {
  auto error = json::error_code{};
  auto document = json::parse(json::string_view{text.data(), text.size()}, error);
  if (error || !document.is_object()) return std::nullopt;
  return std::move(document.get_object());
}

std::optional<std::string> text_at(json::object const& object, char const* name) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr || text->empty()) return std::nullopt;
  return std::string{text->data(), text->size()};
}

std::optional<eligibility::VisitName> visit_in(json::object const& object) {
  auto token = text_at(object, "token");
  auto session = text_at(object, "session");
  if (!token || !session) return std::nullopt;
  return eligibility::VisitName{.reception_token = std::move(*token), .session = std::move(*session)};
}

bool is_pin(std::string_view text) {
  return text.size() == kPinDigits &&
         std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

std::optional<HandedVisit> decode_handed_visit(std::string_view text) {
  auto const object = object_in(text);
  if (!object) return std::nullopt;
  auto visit = visit_in(*object);
  auto const nonce = text_at(*object, "nonce");
  auto bytes = nonce ? decode_base64(*nonce) : std::nullopt;
  auto pin = text_at(*object, "pin");
  if (!visit || !bytes || !pin || !is_pin(*pin)) return std::nullopt;
  return HandedVisit{.visit = std::move(*visit), .nonce = std::move(*bytes), .pin = std::move(*pin)};
}

std::optional<eligibility::VisitName> decode_visit_name(std::string_view text) {
  auto const object = object_in(text);
  return object ? visit_in(*object) : std::nullopt;
}

std::string encode_tap_result(terminal::TapResult const& result) {
  auto object = json::object{};
  object["result"] = result.registered ? "accepted" : view(result.outcome.name);
  if (result.card == terminal::CardResult::kPinWrong) object["tries_left"] = result.tries_left;
  auto const refusal = outcome_by_name(result.outcome.name);
  if (!result.registered && refusal) object["message"] = view(eligibility::message_of(*refusal));
  return json::serialize(object);
}

std::string encode_app_result(std::string_view result) {
  return json::serialize(json::object{{"result", view(result)}});
}

std::string encode_institution(std::string_view name) {
  return json::serialize(json::object{{"result", "ready"}, {"institution", view(name)}});
}

}  // namespace kazasu::adapters
