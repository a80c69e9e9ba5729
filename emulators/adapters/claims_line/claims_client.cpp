#include "emulators/adapters/claims_line/claims_client.h"

#include <map>
#include <utility>

#include "emulators/adapters/claims_line/claim_outcome_codes.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/claims_line/content_digest.h"
#include "emulators/adapters/http/https_connections.h"
#include "sim/task.h"

namespace kazasu::adapters {

namespace {

using claims::ClaimCaller;
using claims::ClaimDelivery;
using claims::ClaimOutcome;
using claims::ClaimReply;

constexpr auto kJson = std::string_view{"application/json"};
constexpr auto kLongestList = std::uint64_t{64} * 1024 * 1024;
constexpr auto kOk = 200;

ClaimDelivery delivery_of(eligibility::Delivery delivery) {
  switch (delivery) {
    case eligibility::Delivery::kDelivered:
      return ClaimDelivery::kDelivered;
    case eligibility::Delivery::kTimedOut:
      return ClaimDelivery::kTimedOut;
    case eligibility::Delivery::kUnreachable:
      return ClaimDelivery::kUnreachable;
    case eligibility::Delivery::kNotUnderstood:
      break;
  }
  return ClaimDelivery::kNotUnderstood;
}

// What a status says for itself, when the window in front of the systems answered in their place.
std::optional<ClaimOutcome> outcome_of_status(int status) {
  for (auto const outcome : {ClaimOutcome::kTooLarge, ClaimOutcome::kBusy, ClaimOutcome::kGatewayTimeOut}) {
    if (status == status_of(outcome)) return outcome;
  }
  return std::nullopt;
}

ClaimOutcome outcome_in(ClaimOutcome answer) {
  return answer;
}
template <class Answer>
ClaimOutcome outcome_in(Answer const& answer) {
  return answer.outcome;
}
void refuse(ClaimOutcome& answer, ClaimOutcome outcome) {
  answer = outcome;
}
template <class Answer>
void refuse(Answer& answer, ClaimOutcome outcome) {
  answer = Answer{.outcome = outcome};
}

// An answer of the protocol, whose status is that of its outcome.
template <class Answer, class Decode>
std::optional<Answer> read_reply(HttpReply const& http, Decode const& decode) {
  auto answer = std::optional<Answer>{decode(http.body)};
  if (answer && status_of(outcome_in(*answer)) == http.status) return answer;
  auto const bare = outcome_of_status(http.status);
  if (!bare) return std::nullopt;
  answer.emplace();
  refuse(*answer, *bare);
  return answer;
}

// The port may be gone when the call ends, so that everything here is shared with it.
template <class Answer, class Decode>
sim::Task<ClaimReply<Answer>> call_for(std::shared_ptr<HttpsConnections> connections, HttpCall call,
                                       sim::TimePoint deadline, Decode decode) {
  auto http = co_await connections->call(std::move(call), deadline);
  auto reply = ClaimReply<Answer>{.delivery = delivery_of(http.delivery), .answer = {}};
  if (reply.delivery != ClaimDelivery::kDelivered) co_return reply;
  auto answer = read_reply<Answer>(http, decode);
  if (answer) {
    reply.answer = std::move(*answer);
  } else {
    reply.delivery = ClaimDelivery::kNotUnderstood;
    connections->note_not_understood(0);
  }
  co_return reply;
}

using Sessions = std::map<ClaimCaller, std::string>;

// A station's client alone writes the password's change and the session that it brings.
sim::Task<ClaimReply<claims::LoginAnswer>> log_in_with(std::shared_ptr<HttpsConnections> connections,
                                                       std::shared_ptr<Sessions> sessions, ClaimCaller caller,
                                                       HttpCall call, sim::TimePoint deadline) {
  auto reply = co_await call_for<claims::LoginAnswer>(std::move(connections), std::move(call), deadline,
                                                      decode_login_answer);
  if (!reply.answer.session.empty()) (*sessions)[caller] = reply.answer.session;
  co_return reply;
}

class HttpsClaims final : public HttpsClaimsPort {
 public:
  HttpsClaims(sim::Realtime& realtime, HttpsClaimsOptions options)
      : contents_(options.contents),
        connections_(std::make_shared<HttpsConnections>(
            realtime, HttpsConnectionsOptions{.target = std::move(options.target),
                                              .legs = {options.line},
                                              .credentials = std::move(options.credentials),
                                              .calendar = std::move(options.calendar),
                                              .longest_answer = kLongestList})) {}
  ~HttpsClaims() override { connections_->close_all(); }
  HttpsClaims(HttpsClaims const&) = delete;
  HttpsClaims& operator=(HttpsClaims const&) = delete;

  sim::Task<ClaimReply<claims::LoginAnswer>> log_in(ClaimCaller caller, claims::LoginRequest request,
                                                    sim::TimePoint deadline) override {
    auto call = call_to(caller, "/login");
    call.body = encode_login_request(request);
    return log_in_with(connections_, sessions_, caller, std::move(call), deadline);
  }
  sim::Task<ClaimReply<claims::SendAnswer>> send(ClaimCaller caller, claims::ClaimUpload upload,
                                                 sim::TimePoint deadline) override {
    auto call = call_to(caller, "/sends?month=" + month_text(upload.file.month));
    call.path.append("&asp=").append(upload.with_asp ? "yes" : "no");
    call.path.append("&kind=").append(word_of(upload.kind));
    call.content_type = "application/octet-stream";
    call.body = contents_.bytes(upload.file);
    call.digest = content_digest(call.body);
    return call_for<claims::SendAnswer>(connections_, std::move(call), deadline, decode_send_answer);
  }
  sim::Task<ClaimReply<claims::StatusAnswer>> status(ClaimCaller caller, std::chrono::year_month month,
                                                     sim::TimePoint deadline) override {
    auto call = call_to(caller, "/sends?month=" + month_text(month));
    call.method = "GET";
    return call_for<claims::StatusAnswer>(connections_, std::move(call), deadline, decode_status_answer);
  }
  sim::Task<ClaimReply<claims::ListAnswer>> list(ClaimCaller caller, claims::ListRequest request,
                                                 sim::TimePoint deadline) override {
    auto call = call_to(caller, "/lists/" + std::string{name_of(request.list)});
    call.method = "GET";
    call.path.append("?month=").append(month_text(request.month));
    if (request.send != 0) call.path.append("&send=").append(std::to_string(request.send));
    return list_with(connections_, std::move(call), deadline);
  }
  sim::Task<ClaimReply<ClaimOutcome>> decide(ClaimCaller caller, claims::ClaimDecision decision,
                                             sim::TimePoint deadline) override {
    auto call = call_to(caller, "/decisions");
    call.body = encode_decision(decision);
    return call_for<ClaimOutcome>(connections_, std::move(call), deadline, decode_outcome);
  }
  void leave(ClaimCaller caller) override { connections_->close_kept(caller.station); }
  void close_all() override { connections_->close_all(); }
  ClientCounters const& line() const override { return connections_->counters(0); }

 private:
  HttpCall call_to(ClaimCaller caller, std::string const& path) const {
    auto call = HttpCall{.station = caller.station, .path = {}, .content_type = std::string{kJson}};
    call.path.append("/").append(word_of(caller.payer)).append(path);
    auto const session = sessions_->find(caller);
    if (session != sessions_->end()) call.authorization = "Bearer " + session->second;
    return call;
  }
  // A list is the body itself; only refusals are JSON. Its name is in a header that is not read here.
  static sim::Task<ClaimReply<claims::ListAnswer>> list_with(std::shared_ptr<HttpsConnections> connections,
                                                             HttpCall call, sim::TimePoint deadline) {
    auto http = co_await connections->call(std::move(call), deadline);
    auto reply = ClaimReply<claims::ListAnswer>{.delivery = delivery_of(http.delivery), .answer = {}};
    if (reply.delivery != ClaimDelivery::kDelivered) co_return reply;
    auto const refusal =
        http.status == kOk ? std::optional<ClaimOutcome>{} : read_reply<ClaimOutcome>(http, decode_outcome);
    if (http.status == kOk) {
      reply.answer.content = std::move(http.body);
    } else if (refusal) {
      reply.answer.outcome = *refusal;
    } else {
      reply.delivery = ClaimDelivery::kNotUnderstood;
      connections->note_not_understood(0);
    }
    co_return reply;
  }

  claims::ClaimContents const& contents_;
  std::shared_ptr<HttpsConnections> connections_;
  std::shared_ptr<Sessions> sessions_ = std::make_shared<Sessions>();
};

}  // namespace

std::unique_ptr<HttpsClaimsPort> make_https_claims(sim::Realtime& realtime, HttpsClaimsOptions options) {
  return std::make_unique<HttpsClaims>(realtime, std::move(options));
}

}  // namespace kazasu::adapters
