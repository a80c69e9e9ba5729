#include "emulators/adapters/claims_line/claims_line_http.h"

#include <utility>

#include "emulators/adapters/claims_line/claim_outcome_codes.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/claims_line/request_query.h"
#include "emulators/adapters/json/json_fields.h"

namespace kazasu::adapters {

using claims::ClaimOutcome;

namespace {

constexpr auto kBearer = std::string_view{"Bearer "};
constexpr auto kExpectedMonth = std::string_view{"a month such as 2024-12 in the query"};

// RFC 8187: names may have characters that a quoted string of HTTP has not.
std::string disposition_of(std::string_view file_name) {
  constexpr auto kHex = std::string_view{"0123456789ABCDEF"};
  auto text = std::string{"attachment; filename*=UTF-8''"};
  for (auto const c : file_name) {
    auto const byte = static_cast<unsigned char>(c);
    auto const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-' || c == '_';
    if (plain) {
      text.push_back(c);
    } else {
      text.append({'%', kHex[byte >> 4U], kHex[byte & 0xFU]});
    }
  }
  return text;
}

HttpAnswer no_such_station() {
  return json_answer(403, R"({"error": "the client certificate is that of no station here"})");
}

}  // namespace

HttpAnswer claims_mistake(std::string_view field, std::string_view expected) {
  return json_answer(400, "{\"error\": \"not of the protocol\", \"field\": " + quote(field) +
                              ", \"expected\": " + quote(expected) + "}");
}

HttpAnswer outcome_answer(ClaimOutcome outcome) {
  return json_answer(status_of(outcome), encode_outcome(outcome));
}

std::optional<claims::ClaimCaller> claim_caller(HttpRequestView const& request,
                                                identity::StationSource const& stations) {
  auto const payer = payer_by_word(PathSegments{request.target}[0]);
  auto const station = stations.by_institution_code(request.client_institution);
  if (!payer || !station) return std::nullopt;
  return claims::ClaimCaller{.station = *station, .payer = *payer};
}

ClaimsLineHttp::ClaimsLineHttp(ClaimsLineParts parts)
    : parts_(std::move(parts)),
      spool_{.folder = parts_.spool, .most = parts_.largest_file},
      transit_{.most = parts_.most_bytes} {}

std::optional<std::uint64_t> ClaimsLineHttp::body_limit(std::string_view target) const {
  auto const path = PathSegments{target};
  if (!payer_by_word(path[0])) return std::nullopt;
  auto const files = (path.size() == 2 && path[1] == "sends") || (path.size() == 3 && path[1] == "uploads");
  return files ? std::optional{parts_.largest_file} : std::nullopt;
}

bool ClaimsLineHttp::is_logged_in(Call const& call) {
  auto const header = call.http.authorization;
  return header.starts_with(kBearer) &&
         parts_.system.accounts().is_logged_in(call.caller, header.substr(kBearer.size()), call.now);
}

HttpAnswer ClaimsLineHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  if (!payer_by_word(path[0])) return not_found();
  auto const caller = claim_caller(request, parts_.stations);
  if (!caller) return no_such_station();
  auto const call = Call{.http = request, .caller = *caller, .now = now};
  auto const post = request.method == "POST";
  if (path.size() == 3 && path[1] == "uploads") return upload(call, path[2]);
  if (path.size() == 3 && path[1] == "lists") {
    if (!claim_list_by_word(path[2])) return not_found();
    return request.method == "GET" ? list(call, path[2]) : method_not_allowed();
  }
  if (path.size() != 2) return not_found();
  if (path[1] == "sends" && request.method == "GET") return status(call);
  if (path[1] == "sends") return post ? sends(call) : method_not_allowed();
  if (path[1] == "login") return post ? log_in(call) : method_not_allowed();
  if (path[1] == "logout") return post ? log_out(call) : method_not_allowed();
  if (path[1] == "decisions") return post ? decide(call) : method_not_allowed();
  if (path[1] == "uploads") return post ? uploads(call) : method_not_allowed();
  return not_found();
}

HttpAnswer ClaimsLineHttp::log_in(Call const& call) {
  auto const request = decode_login_request(call.http.body);
  if (!request) {
    return claims_mistake("", "an object with \"user\", \"password\" and perhaps \"new_password\"");
  }
  auto const answer = parts_.system.accounts().log_in(call.caller, *request, call.now);
  return json_answer(status_of(answer.outcome), encode_login_answer(answer));
}

HttpAnswer ClaimsLineHttp::log_out(Call const& call) {
  if (!is_logged_in(call)) return outcome_answer(ClaimOutcome::kNotLoggedIn);
  parts_.system.accounts().log_out(call.caller);
  return outcome_answer(ClaimOutcome::kAccepted);
}

HttpAnswer ClaimsLineHttp::status(Call const& call) {
  if (!is_logged_in(call)) return outcome_answer(ClaimOutcome::kNotLoggedIn);
  auto const query = query_in(call.http.target);
  auto const month = query ? month_in(text_in(*query, "month")) : std::nullopt;
  if (!month) return claims_mistake("month", kExpectedMonth);
  auto const answer = parts_.system.status(call.caller, *month, call.now);
  return json_answer(status_of(answer.outcome), encode_status_answer(answer));
}

HttpAnswer ClaimsLineHttp::list(Call const& call, std::string_view word) {
  if (!is_logged_in(call)) return outcome_answer(ClaimOutcome::kNotLoggedIn);
  auto const list = *claim_list_by_word(word);
  auto const query = query_in(call.http.target);
  auto const month = query ? month_in(text_in(*query, "month")) : std::nullopt;
  if (!month) return claims_mistake("month", kExpectedMonth);
  auto const send = number_in(*query, "send");
  if (!claims::is_of_month(list) && (!send || *send > 0xFFFF'FFFFU)) {
    return claims_mistake("send", "the number of a send in the query");
  }
  auto const request =
      claims::ListRequest{.month = *month,
                          .send = claims::is_of_month(list) ? 0U : static_cast<std::uint32_t>(*send),
                          .list = list};
  auto answer = parts_.system.list(call.caller, request, call.now);
  if (!is_accepted(answer.outcome)) return outcome_answer(answer.outcome);
  auto const is_file = list == claims::ClaimList::kReturnedFile;
  auto http = HttpAnswer{.content_type = is_file ? "application/octet-stream" : "text/csv; charset=Shift_JIS",
                         .body = std::move(answer.content)};
  http.headers.push_back({"Content-Disposition", disposition_of(answer.file_name)});
  return http;
}

HttpAnswer ClaimsLineHttp::decide(Call const& call) {
  if (!is_logged_in(call)) return outcome_answer(ClaimOutcome::kNotLoggedIn);
  auto const decision = decode_decision(call.http.body);
  if (!decision) {
    return claims_mistake("",
                          "an object with \"month\", \"send\", \"action\" (confirm or cancel) and perhaps "
                          "\"with_errors\"");
  }
  return outcome_answer(parts_.system.decide(call.caller, *decision, call.now));
}

}  // namespace kazasu::adapters
