#include "emulators/adapters/claims_line/claims_json.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/claims_line/claim_outcome_codes.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/json/json_fields.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using claims::ClaimOutcome;

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

// Only for fields that the message has to have: nothing for one that is missing.
std::optional<std::uint64_t> number_at(json::object const* object, std::string_view name) {
  auto const* const value = object == nullptr ? nullptr : object->if_contains(view(name));
  if (value == nullptr) return std::nullopt;
  auto error = json::error_code{};
  auto const number = value->to_number<std::uint64_t>(error);
  return error ? std::nullopt : std::optional{number};
}

std::optional<std::chrono::year_month> month_at(json::object const* object) {
  auto const text = text_at(object, "month");
  return text ? month_in(*text) : std::nullopt;
}

std::optional<sim::Instant> instant_at(json::object const* object, std::string_view name) {
  auto const text = text_at(object, name);
  if (!text) return std::nullopt;
  try {
    return sim::parse_iso_date_time(*text);
  } catch (std::invalid_argument const&) {
    return std::nullopt;
  }
}

std::optional<ClaimOutcome> outcome_at(json::object const* object) {
  auto const name = text_at(object, "outcome");
  return name ? claim_outcome_by_name(*name) : std::nullopt;
}

json::object with_outcome(ClaimOutcome outcome) {
  return {{"outcome", view(name_of(outcome))}};
}

json::object to_json(claims::SendStatus const& send) {
  auto counts = json::object{};
  for (std::size_t i = 0; i < send.counts.size(); ++i) counts[view(kReceiptClassNames[i])] = send.counts[i];
  return {{"send", send.number},
          {"kind", view(word_of(send.kind))},
          {"asp", send.with_asp},
          {"state", view(word_of(send.state))},
          {"received", sim::iso_date_time(send.received)},
          {"counts", std::move(counts)},
          {"claimed", send.claimed}};
}

std::optional<claims::ReceiptCounts> counts_at(json::object const& object) {
  auto const* const field = object.if_contains("counts");
  auto const* const counts = field == nullptr ? nullptr : field->if_object();
  auto result = claims::ReceiptCounts{};
  for (std::size_t i = 0; i < result.size(); ++i) {
    auto const count = number_at(counts, kReceiptClassNames[i]);
    if (!count) return std::nullopt;
    result[i] = static_cast<std::uint32_t>(*count);
  }
  return result;
}

std::optional<claims::SendStatus> send_status_in(json::value const& value) {
  auto const* const object = value.if_object();
  auto const number = number_at(object, "send");
  auto const kind = send_kind_by_word(text_at(object, "kind").value_or(""));
  auto const asp = flag_at(object, "asp");
  auto const state = send_state_by_word(text_at(object, "state").value_or(""));
  auto const received = instant_at(object, "received");
  auto const claimed = number_at(object, "claimed");
  if (!number || !kind || !asp || !state || !received || !claimed) return std::nullopt;
  auto const counts = counts_at(*object);
  if (!counts) return std::nullopt;
  return claims::SendStatus{.number = static_cast<std::uint32_t>(*number),
                            .kind = *kind,
                            .with_asp = *asp,
                            .state = *state,
                            .received = *received,
                            .counts = *counts,
                            .claimed = static_cast<std::uint32_t>(*claimed)};
}

}  // namespace

std::string month_text(std::chrono::year_month month) {
  auto text = std::array<char, 16>{};
  std::snprintf(text.data(), text.size(), "%04d-%02u", static_cast<int>(month.year()),
                static_cast<unsigned>(month.month()));
  return text.data();
}

std::optional<std::chrono::year_month> month_in(std::string_view text) {
  auto const digit = [&text](std::size_t at) { return text[at] - '0'; };
  auto const is_digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  for (auto const at : {0U, 1U, 2U, 3U, 5U, 6U}) {
    if (!is_digit(at)) return std::nullopt;
  }
  auto const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  auto const month = std::chrono::year_month{
      std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(digit(5) * 10 + digit(6))}};
  return month.ok() ? std::optional{month} : std::nullopt;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string encode_login_request(claims::LoginRequest const& request) {
  auto object = json::object{{"user", request.user}, {"password", request.password}};
  if (!request.new_password.empty()) object["new_password"] = request.new_password;
  return json::serialize(object);
}

std::optional<claims::LoginRequest> decode_login_request(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const user = text_at(document.object(), "user");
  auto const password = text_at(document.object(), "password");
  if (!user || !password) return std::nullopt;
  auto const new_password = optional_text_at(*document.object(), "new_password");
  if (!new_password) return std::nullopt;
  return claims::LoginRequest{
      .user = std::string{*user}, .password = std::string{*password}, .new_password = *new_password};
}

std::string encode_upload_request(UploadRequest const& request) {
  return json::serialize(json::object{{"month", month_text(request.month)},
                                      {"kind", view(word_of(request.kind))},
                                      {"asp", request.with_asp},
                                      {"size", request.size},
                                      {"sha256", request.sha256}});
}

std::optional<UploadRequest> decode_upload_request(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const* const object = document.object();
  auto const month = month_at(object);
  auto const kind = send_kind_by_word(text_at(object, "kind").value_or("claim"));
  auto const asp = flag_at(object, "asp");
  auto const size = number_at(object, "size");
  auto const sha256 = text_at(object, "sha256");
  if (!month || !kind || !asp || !size || !sha256 || !is_sha256(*sha256)) return std::nullopt;
  return UploadRequest{
      .month = *month, .kind = *kind, .with_asp = *asp, .size = *size, .sha256 = std::string{*sha256}};
}

std::string encode_decision(claims::ClaimDecision const& decision) {
  return json::serialize(json::object{{"month", month_text(decision.month)},
                                      {"send", decision.send},
                                      {"action", decision.cancel ? "cancel" : "confirm"},
                                      {"with_errors", decision.with_errors}});
}

std::optional<claims::ClaimDecision> decode_decision(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const month = month_at(document.object());
  auto const send = number_at(document.object(), "send");
  auto const action = text_at(document.object(), "action");
  if (!month || !send || *send > 0xFFFF'FFFFU || (action != "cancel" && action != "confirm"))
    return std::nullopt;
  auto const with_errors = optional_flag_at(*document.object(), "with_errors");
  if (!with_errors) return std::nullopt;
  return claims::ClaimDecision{.month = *month,
                               .send = static_cast<std::uint32_t>(*send),
                               .cancel = action == "cancel",
                               .with_errors = *with_errors};
}

std::string encode_outcome(ClaimOutcome outcome) {
  return json::serialize(with_outcome(outcome));
}

std::optional<ClaimOutcome> decode_outcome(std::string_view text) {
  auto const document = JsonDocument{text};
  return outcome_at(document.object());
}

std::string encode_login_answer(claims::LoginAnswer const& answer) {
  auto object = with_outcome(answer.outcome);
  if (!answer.session.empty()) object["session"] = answer.session;
  return json::serialize(object);
}

std::optional<claims::LoginAnswer> decode_login_answer(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  if (!outcome) return std::nullopt;
  auto const session = optional_text_at(*document.object(), "session");
  if (!session || session->empty() == is_accepted(*outcome)) return std::nullopt;
  return claims::LoginAnswer{.outcome = *outcome, .session = *session};
}

std::string encode_upload_state(UploadState const& state) {
  auto object = with_outcome(state.outcome);
  if (!state.upload.empty()) {
    object["upload"] = state.upload;
    object["offset"] = state.offset;
    object["size"] = state.size;
  }
  return json::serialize(object);
}

std::optional<UploadState> decode_upload_state(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  if (!outcome) return std::nullopt;
  auto const upload = text_at(document.object(), "upload");
  if (!upload) return UploadState{.outcome = *outcome, .upload = {}};
  auto const offset = number_at(document.object(), "offset");
  auto const size = number_at(document.object(), "size");
  if (!offset || !size) return std::nullopt;
  return UploadState{.outcome = *outcome, .upload = std::string{*upload}, .offset = *offset, .size = *size};
}

std::string encode_send_answer(claims::SendAnswer const& answer) {
  auto object = with_outcome(answer.outcome);
  if (is_accepted(answer.outcome)) {
    object["send"] = answer.number;
    object["ready"] = sim::iso_date_time(answer.ready);
  }
  return json::serialize(object);
}

std::optional<claims::SendAnswer> decode_send_answer(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  if (!outcome) return std::nullopt;
  if (!is_accepted(*outcome)) return claims::SendAnswer{.outcome = *outcome};
  auto const send = number_at(document.object(), "send");
  auto const ready = instant_at(document.object(), "ready");
  if (!send || !ready) return std::nullopt;
  return claims::SendAnswer{
      .outcome = *outcome, .number = static_cast<std::uint32_t>(*send), .ready = *ready};
}

std::string encode_status_answer(claims::StatusAnswer const& answer) {
  auto object = with_outcome(answer.outcome);
  auto sends = json::array{};
  for (auto const& send : answer.sends) sends.push_back(to_json(send));
  if (is_accepted(answer.outcome)) object["sends"] = std::move(sends);
  return json::serialize(object);
}

std::optional<claims::StatusAnswer> decode_status_answer(std::string_view text) {
  auto const document = JsonDocument{text};
  auto const outcome = outcome_at(document.object());
  if (!outcome) return std::nullopt;
  auto answer = claims::StatusAnswer{.outcome = *outcome};
  if (!is_accepted(*outcome)) return answer;
  auto const* const field = document.object()->if_contains("sends");
  auto const* const sends = field == nullptr ? nullptr : field->if_array();
  if (sends == nullptr) return std::nullopt;
  for (auto const& value : *sends) {
    auto const send = send_status_in(value);
    if (!send) return std::nullopt;
    answer.sends.push_back(*send);
  }
  return answer;
}

}  // namespace kazasu::adapters
