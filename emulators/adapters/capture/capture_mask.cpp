#include "emulators/adapters/capture/capture_mask.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "emulators/adapters/capture/capture_names.h"
#include "emulators/adapters/json/json_mirror.h"
#include "emulators/adapters/services/outcome_codes.h"
#include "emulators/claims/claim_outcome.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using eligibility::Outcome;

constexpr auto kWords = std::to_array<std::string_view>({"continuing",
                                                         "house_call",
                                                         "online",
                                                         "register",
                                                         "view",
                                                         "cancel_all",
                                                         "operations",
                                                         "health_checkup",
                                                         "limit_amount",
                                                         "specific_disease",
                                                         "diagnosis_and_medication",
                                                         "claim",
                                                         "test",
                                                         "being_checked",
                                                         "checked",
                                                         "confirmed",
                                                         "cancelled",
                                                         "refused",
                                                         "confirm",
                                                         "cancel"});
constexpr auto kMostCodeDigits = std::size_t{2};

template <std::size_t kCount>
bool has(std::array<std::string_view, kCount> const& sorted, std::string_view name) {
  return std::ranges::binary_search(sorted, name);
}

bool is_code(std::string_view text) {
  return text.size() <= kMostCodeDigits &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_claim_outcome(std::string_view text) {
  for (auto i = 0; i <= static_cast<int>(claims::ClaimOutcome::kGatewayTimeOut); ++i) {
    if (text == name_of(static_cast<claims::ClaimOutcome>(i))) return true;
  }
  return false;
}

// One of our own words. Anybody can send a field of a name that is shown, with anything in it.
bool is_known(std::string_view text) {
  if (is_code(text) || std::ranges::find(kWords, text) != kWords.end()) return true;
  if (is_claim_outcome(text)) return true;
  for (auto i = 0; i <= static_cast<int>(Outcome::kBusy); ++i) {
    auto const outcome = static_cast<Outcome>(i);
    if (text == name_of(outcome) || text == message_of(outcome) || text == refused_by(outcome)) return true;
  }
  return false;
}

void note_outcome(std::string_view name, std::string_view text, std::string& outcome) {
  auto const tells = name == "outcome" || name == "ErrorCode";
  auto const accepts = (name == "SegmentOfResult" || name == "ResultCode") && text == "1";
  if (!outcome.empty() || (!tells && !accepts)) return;
  if (accepts || outcome_by_name(text) || is_claim_outcome(text)) outcome = accepts ? "accepted" : text;
}

class Mask {
 public:
  json::value masked(json::value const& value, std::string_view name) {
    if (auto const* const object = value.if_object()) return masked_object(*object);
    if (auto const* const array = value.if_array()) {
      auto items = json::array{};
      for (auto const& item : *array) items.push_back(masked(item, name));
      return items;
    }
    auto const shown = has(kCaptureShown, name);
    if (value.is_null() || (shown && value.is_bool())) return value;
    auto const* const text = value.if_string();
    if (!shown || text == nullptr || !is_known({text->data(), text->size()})) return json::string{kHidden};
    note_outcome(name, {text->data(), text->size()}, outcome);
    return value;
  }

  std::string outcome;

 private:
  json::value masked_object(json::object const& object) {
    auto result = json::object{};
    for (auto const& member : object) {
      auto const name = std::string_view{member.key().data(), member.key().size()};
      auto const seen = has(kCaptureNames, name) ? name : kHidden;
      result[json::string_view{seen.data(), seen.size()}] = masked(member.value(), name);
    }
    return result;
  }
};

}  // namespace

MaskedBody mask_body(std::string_view body) {
  auto const from_xml = body.starts_with('<') ? json_of_xml(body) : std::nullopt;
  auto const text = from_xml ? std::string_view{*from_xml} : body;
  auto error = json::error_code{};
  auto const value = json::parse(json::string_view{text.data(), text.size()}, error);
  if (error) return {.json = json::serialize(json::string{kHidden}), .outcome = {}};
  auto mask = Mask{};
  auto const masked = mask.masked(value, {});
  return {.json = json::serialize(masked), .outcome = std::move(mask.outcome)};
}

}  // namespace kazasu::adapters
