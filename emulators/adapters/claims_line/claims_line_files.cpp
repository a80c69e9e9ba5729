// How claim files come in: in one request, or announced and then in pieces.
#include <utility>

#include "emulators/adapters/claims_line/claim_outcome_codes.h"
#include "emulators/adapters/claims_line/claims_line_http.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/claims_line/content_digest.h"
#include "emulators/adapters/claims_line/request_query.h"

namespace kazasu::adapters {

using claims::ClaimOutcome;

namespace {

HttpAnswer upload_answer(int status, UploadState const& state) {
  return json_answer(status, encode_upload_state(state));
}

HttpAnswer fault_answer(BodyFault fault) {
  if (fault == BodyFault::kZip) {
    return json_answer(415, R"({"error": "this is an archive; send the RECEIPTH.UKE itself"})");
  }
  if (fault == BodyFault::kStore) {
    return json_answer(503, R"({"outcome": "busy", "error": "storage_failed: the file cannot be kept"})");
  }
  return outcome_answer(ClaimOutcome::kBusy);
}

// What the query of a send says; the error otherwise.
struct SendQuery {
  UploadRequest request;
  std::optional<HttpAnswer> mistake = {};
};
SendQuery read_query(std::string_view target) {
  auto const query = query_in(target).value_or(RequestQuery{});
  auto const month = month_in(text_in(query, "month"));
  if (!month) return {{}, claims_mistake("month", "a month such as 2024-12 in the query")};
  auto const asp = text_in(query, "asp", "yes");
  if (asp != "yes" && asp != "no") return {{}, claims_mistake("asp", "yes or no in the query")};
  auto const kind = send_kind_by_word(text_in(query, "kind", "claim"));
  if (!kind) return {{}, claims_mistake("kind", "claim or test in the query")};
  return {{.month = *month, .kind = *kind, .with_asp = asp == "yes", .sha256 = {}}};
}

}  // namespace

// Of a whole file in one request.
class ClaimsLineHttp::FileSink final : public BodySink {
 public:
  FileSink(UploadRequest announced, ClaimBody::Parts parts)
      : announced_(std::move(announced)), body_(std::move(parts)) {}
  void take(std::string_view bytes) override { body_.take(bytes); }
  UploadRequest const& announced() const { return announced_; }
  ClaimBody& body() { return body_; }

 private:
  UploadRequest announced_;
  ClaimBody body_;
};

// Of a piece. The upload may end while the piece comes, when everything is forgotten.
class ClaimsLineHttp::PieceSink final : public BodySink {
 public:
  PieceSink(ClaimUploads& uploads, claims::ClaimCaller caller, std::string_view name)
      : uploads_(uploads), caller_(caller), name_(name) {
    set_receiving(true);
  }
  ~PieceSink() override { set_receiving(false); }
  PieceSink(PieceSink const&) = delete;
  PieceSink& operator=(PieceSink const&) = delete;

  void take(std::string_view bytes) override {
    auto* const upload = uploads_.find(caller_, name_);
    if (upload == nullptr) return;
    too_much_ = too_much_ || bytes.size() > upload->announced.size - upload->body.size();
    if (!too_much_) upload->body.take(bytes);
  }
  bool too_much() const { return too_much_; }

 private:
  void set_receiving(bool receiving) {
    auto* const upload = uploads_.find(caller_, name_);
    if (upload != nullptr) upload->receiving = receiving;
  }

  ClaimUploads& uploads_;
  claims::ClaimCaller caller_;
  std::string name_;
  bool too_much_ = false;
};

namespace {

// The body of a request that is refused already.
class RefusedBody final : public DroppedBody {
 public:
  explicit RefusedBody(HttpAnswer answer) : answer_(std::move(answer)) {}
  HttpAnswer const& answer() const { return answer_; }

 private:
  HttpAnswer answer_;
};

std::unique_ptr<BodySink> refused(HttpAnswer answer) {
  return std::make_unique<RefusedBody>(std::move(answer));
}

// What a service that asks through others may have put in the place of ours, or no body at all.
HttpAnswer unread() {
  return json_answer(500, R"({"error": "the body of a file did not come to where files are read"})");
}

}  // namespace

ClaimBody::Parts ClaimsLineHttp::body_parts(claims::ClaimCaller caller, std::chrono::year_month month) {
  auto rules = parts_.rules;
  rules.claim_month = month;
  rules.search_number = [this](std::string_view number) { return parts_.system.gave_out(number); };
  return {.rules = std::move(rules),
          .beside = parts_.beside,
          .key = {.station = caller.station, .payer = caller.payer, .month = month},
          .desk = parts_.system.desk(),
          .spool = spool_,
          .transit = transit_};
}

std::unique_ptr<BodySink> ClaimsLineHttp::open_body(HttpRequestView const& head, sim::Instant now) {
  auto const path = PathSegments{head.target};
  auto const caller = claim_caller(head, parts_.stations);
  if (!caller) return nullptr;
  auto const call = Call{.http = head, .caller = *caller, .now = now};
  if (head.method == "POST" && path.size() == 2 && path[1] == "sends") return open_file(call);
  if (head.method == "PUT" && path.size() == 3 && path[1] == "uploads") return open_piece(call, path[2]);
  return nullptr;
}

std::unique_ptr<BodySink> ClaimsLineHttp::open_file(Call const& call) {
  if (!is_logged_in(call)) return refused(outcome_answer(ClaimOutcome::kNotLoggedIn));
  auto query = read_query(call.http.target);
  if (query.mistake) return refused(std::move(*query.mistake));
  auto const digest = announced_digest(call.http.digest);
  if (!digest.readable) {
    return refused(claims_mistake("Content-Digest", "sha-256=:<base64>: as in RFC 9530"));
  }
  query.request.sha256 = digest.sha256.value_or("");
  auto const month = query.request.month;
  return std::make_unique<FileSink>(std::move(query.request), body_parts(call.caller, month));
}

HttpAnswer ClaimsLineHttp::sends(Call const& call) {
  auto* const sink = call.http.sink;
  if (auto const* const refusal = dynamic_cast<RefusedBody*>(sink)) return refusal->answer();
  auto* const file = dynamic_cast<FileSink*>(sink);
  if (file == nullptr) return is_logged_in(call) ? unread() : outcome_answer(ClaimOutcome::kNotLoggedIn);
  return finish(call, file->announced(), file->body());
}

HttpAnswer ClaimsLineHttp::finish(Call const& call, UploadRequest const& announced, ClaimBody& body) {
  if (body.fault() != BodyFault::kNone) return fault_answer(body.fault());
  auto whole = body.finish();
  if (!announced.sha256.empty() && announced.sha256 != whole.sha256) {
    return outcome_answer(ClaimOutcome::kContentMismatch);
  }
  auto const answer = parts_.system.send({.key = {call.caller.station, call.caller.payer, announced.month},
                                          .kind = announced.kind,
                                          .with_asp = announced.with_asp,
                                          .sha256 = std::move(whole.sha256),
                                          .checked = std::move(whole.checked),
                                          .file = std::move(whole.file)},
                                         call.now);
  return json_answer(status_of(answer.outcome), encode_send_answer(answer));
}

HttpAnswer ClaimsLineHttp::uploads(Call const& call) {
  if (!is_logged_in(call)) return outcome_answer(ClaimOutcome::kNotLoggedIn);
  auto request = decode_upload_request(call.http.body);
  if (!request) {
    return claims_mistake(
        "", "an object with \"month\", \"asp\", \"size\", \"sha256\" and perhaps \"kind\" (claim or test)");
  }
  if (request->size > parts_.largest_file) return outcome_answer(ClaimOutcome::kTooLarge);
  auto const size = request->size;
  auto const month = request->month;
  auto name = uploads_.begin(std::move(*request), call.now, body_parts(call.caller, month));
  if (name.empty()) return outcome_answer(ClaimOutcome::kBusy);
  return upload_answer(200, {.upload = std::move(name), .size = size});
}

std::unique_ptr<BodySink> ClaimsLineHttp::open_piece(Call const& call, std::string_view name) {
  if (!is_logged_in(call)) return refused(outcome_answer(ClaimOutcome::kNotLoggedIn));
  uploads_.forget_old(call.now);
  auto const* const upload = uploads_.find(call.caller, name);
  if (upload == nullptr) return refused(outcome_answer(ClaimOutcome::kNothingThere));
  auto const query = query_in(call.http.target);
  auto const offset = query ? number_in(*query, "offset") : std::nullopt;
  if (!offset) return refused(claims_mistake("offset", "the number of bytes that are there, in the query"));
  if (upload->receiving || *offset != upload->body.size()) {
    return refused(upload_answer(409, {.outcome = ClaimOutcome::kContentMismatch,
                                       .upload = std::string{name},
                                       .offset = upload->body.size(),
                                       .size = upload->announced.size}));
  }
  return std::make_unique<PieceSink>(uploads_, call.caller, name);
}

HttpAnswer ClaimsLineHttp::upload(Call const& call, std::string_view name) {
  auto const method = call.http.method;
  if (method == "PUT") return go_on(call, name);
  if (method != "GET" && method != "DELETE") return method_not_allowed();
  if (!is_logged_in(call)) return outcome_answer(ClaimOutcome::kNotLoggedIn);
  uploads_.forget_old(call.now);
  auto const* const upload = uploads_.find(call.caller, name);
  if (upload == nullptr) return outcome_answer(ClaimOutcome::kNothingThere);
  if (method == "DELETE") {
    uploads_.end(call.caller, name);
    return outcome_answer(ClaimOutcome::kAccepted);
  }
  return upload_answer(
      200, {.upload = std::string{name}, .offset = upload->body.size(), .size = upload->announced.size});
}

HttpAnswer ClaimsLineHttp::go_on(Call const& call, std::string_view name) {
  auto* const sink = call.http.sink;
  if (auto const* const refusal = dynamic_cast<RefusedBody*>(sink)) return refusal->answer();
  auto const* const piece = dynamic_cast<PieceSink*>(sink);
  if (piece == nullptr) return is_logged_in(call) ? unread() : outcome_answer(ClaimOutcome::kNotLoggedIn);
  auto* const upload = uploads_.find(call.caller, name);
  if (upload == nullptr) return outcome_answer(ClaimOutcome::kNothingThere);
  auto const& announced = upload->announced;
  if (piece->too_much()) {
    uploads_.end(call.caller, name);
    return outcome_answer(ClaimOutcome::kContentMismatch);
  }
  if (upload->body.fault() == BodyFault::kNone && upload->body.size() < announced.size) {
    return upload_answer(
        200, {.upload = std::string{name}, .offset = upload->body.size(), .size = announced.size});
  }
  auto answer = finish(call, announced, upload->body);
  uploads_.end(call.caller, name);
  return answer;
}

}  // namespace kazasu::adapters
