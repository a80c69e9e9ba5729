#include "emulators/adapters/http/https_client.h"

#include <utility>

#include "emulators/adapters/http/https_connections.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/closed_line_routes.h"
#include "emulators/adapters/services/outcome_codes.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "sim/task.h"

namespace kazasu::adapters {

namespace {

using eligibility::Caller;
using eligibility::Delivery;
using eligibility::Reply;

constexpr auto kPage = std::size_t{0};
constexpr auto kApp = std::size_t{1};
constexpr auto kClosedLine = std::size_t{0};
constexpr auto kJson = std::string_view{"application/json"};

// Makes a call and reads its answer with `decode`. The port may be gone when the call ends, so that
// everything here is shared with it.
template <class Answer, class Decode>
sim::Task<Reply<Answer>> call_for(std::shared_ptr<HttpsConnections> connections, HttpCall call,
                                  sim::TimePoint deadline, Decode decode) {
  auto const leg = call.leg;
  auto http = co_await connections->call(std::move(call), deadline);
  auto reply = Reply<Answer>{.delivery = http.delivery,
                             .connect = http.connect,
                             .exchange = http.exchange,
                             .server = http.server,
                             .new_connection = http.new_connection,
                             .resumed = http.resumed};
  if (http.delivery != Delivery::kDelivered) co_return reply;
  auto answer = carries_answer(http.status) ? decode(http.body) : std::optional<Answer>{};
  if (answer) {
    reply.answer = std::move(*answer);
  } else {
    reply.delivery = Delivery::kNotUnderstood;
    connections->note_not_understood(leg);
  }
  co_return reply;
}

std::optional<std::string> institution_of(std::string_view text) {
  if (auto name = decode_consent_screen(text)) return name;
  return decode_consent_answer(text) ? std::optional{std::string{}} : std::nullopt;
}

// The app has no URL of the institution: its device says whose it is.
std::string visits_path(std::string const& reception_token) {
  if (reception_token.empty()) return "/app/visits";
  auto path = std::string{"/v"};
  append_segment(path, reception_token);
  return path + "/visits";
}

class HttpsReception final : public HttpsReceptionPort {
 public:
  HttpsReception(sim::Realtime& realtime, HttpsReceptionOptions options)
      : connections_(std::make_shared<HttpsConnections>(
            realtime, HttpsConnectionsOptions{.target = std::move(options.target),
                                              .legs = {options.page, options.app},
                                              .credentials = {},
                                              .calendar = std::move(options.calendar)})) {}
  ~HttpsReception() override { connections_->close_all(); }
  HttpsReception(HttpsReception const&) = delete;
  HttpsReception& operator=(HttpsReception const&) = delete;

  sim::Task<Reply<eligibility::ConsentAnswer>> submit_consent(Caller caller,
                                                              eligibility::ConsentRequest request,
                                                              sim::TimePoint deadline) override {
    auto call = HttpCall{.station = caller.station, .leg = kPage, .content_type = std::string{kJson}};
    call.path = visits_path(request.reception_token);
    call.body = encode_consent_request(request);
    return call_for<eligibility::ConsentAnswer>(connections_, std::move(call), deadline,
                                                decode_consent_answer);
  }
  sim::Task<Reply<eligibility::Registration>> authenticate(Caller caller,
                                                           eligibility::AuthenticationRequest request,
                                                           sim::TimePoint deadline) override {
    auto call = HttpCall{.station = caller.station, .leg = kApp, .content_type = std::string{kJson}};
    call.path = visits_path(request.reception_token);
    append_segment(call.path, request.session);
    call.path += "/authentication";
    call.body = encode_card_proof({.certificate = std::move(request.certificate),
                                   .signature = std::move(request.signature),
                                   .device = std::move(request.device),
                                   .identity = request.identity,
                                   .passcode = std::move(request.passcode)});
    return call_for<eligibility::Registration>(connections_, std::move(call), deadline, decode_registration);
  }
  sim::Task<Reply<std::string>> institution(Caller caller, std::string reception_token,
                                            sim::TimePoint deadline) override {
    auto call = HttpCall{.station = caller.station, .leg = kApp, .method = "GET"};
    call.path = "/v";
    append_segment(call.path, reception_token);
    call.path += "/consents";
    return call_for<std::string>(connections_, std::move(call), deadline, institution_of);
  }
  sim::Task<eligibility::Delivery> end_visit(Caller caller, eligibility::VisitName visit,
                                             eligibility::VisitEnd reason, sim::TimePoint deadline) override {
    auto call = HttpCall{.station = caller.station, .leg = kApp, .content_type = std::string{kJson}};
    call.path = visits_path(visit.reception_token);
    append_segment(call.path, visit.session);
    call.path += "/end";
    call.body = encode_visit_end(reason);
    auto const reply = co_await connections_->call(std::move(call), deadline);
    co_return reply.delivery;
  }
  sim::Task<Reply<eligibility::ActivationAnswer>> activate(Caller caller,
                                                           eligibility::ActivationRequest request,
                                                           sim::TimePoint deadline) override {
    auto call = HttpCall{.station = caller.station, .leg = kApp, .path = "/app/devices"};
    call.content_type = kJson;
    call.body = encode_activation_request(request);
    return call_for<eligibility::ActivationAnswer>(connections_, std::move(call), deadline,
                                                   decode_activation_answer);
  }
  void close_all() override { connections_->close_all(); }
  ClientCounters const& page() const override { return connections_->counters(kPage); }
  ClientCounters const& app() const override { return connections_->counters(kApp); }

 private:
  std::shared_ptr<HttpsConnections> connections_;
};

class HttpsEligibility final : public HttpsEligibilityPort {
 public:
  HttpsEligibility(sim::Realtime& realtime, HttpsEligibilityOptions options)
      : codec_(std::make_shared<ClosedLineClientCodec const>(std::move(options.codec))),
        connections_(std::make_shared<HttpsConnections>(
            realtime, HttpsConnectionsOptions{.target = std::move(options.target),
                                              .legs = {options.closed_line},
                                              .credentials = std::move(options.credentials),
                                              .calendar = std::move(options.calendar),
                                              .longest_answer = kLongestBulkResult})) {}
  ~HttpsEligibility() override { connections_->close_all(); }
  HttpsEligibility(HttpsEligibility const&) = delete;
  HttpsEligibility& operator=(HttpsEligibility const&) = delete;

  sim::Task<Reply<eligibility::NoticeAnswer>> notices(Caller caller, eligibility::NoticeRequest request,
                                                      sim::TimePoint deadline) override {
    auto call = call_to(caller, "/eligibility/notices", codec_->encode_notice_request(request));
    return call_for<eligibility::NoticeAnswer>(
        connections_, std::move(call), deadline,
        [codec = codec_](std::string_view text) { return codec->decode_notice_answer(text); });
  }
  sim::Task<Reply<eligibility::InquiryAnswer>> inquire(Caller caller, eligibility::InquiryRequest request,
                                                       sim::TimePoint deadline) override {
    auto call = call_to(caller, "/eligibility/inquiry", codec_->encode_inquiry_request(request));
    return call_for<eligibility::InquiryAnswer>(
        connections_, std::move(call), deadline,
        [codec = codec_](std::string_view text) { return codec->decode_inquiry_answer(text); });
  }
  sim::Task<Reply<eligibility::InquiryAnswer>> re_inquire(Caller caller,
                                                          eligibility::ReInquiryRequest request,
                                                          sim::TimePoint deadline) override {
    auto call = call_to(caller, "/eligibility/re-inquiry", codec_->encode_re_inquiry_request(request));
    return call_for<eligibility::InquiryAnswer>(
        connections_, std::move(call), deadline,
        [codec = codec_](std::string_view text) { return codec->decode_inquiry_answer(text); });
  }
  sim::Task<Reply<eligibility::CancelAnswer>> cancel_consents(Caller caller,
                                                              eligibility::CancelRequest request,
                                                              sim::TimePoint deadline) override {
    auto call = call_to(caller, "/eligibility/cancellation", codec_->encode_cancel_request(request));
    return call_for<eligibility::CancelAnswer>(
        connections_, std::move(call), deadline,
        [codec = codec_](std::string_view text) { return codec->decode_cancel_answer(text); });
  }
  sim::Task<Reply<eligibility::BulkAcceptance>> request_bulk(Caller caller, eligibility::BulkRequest request,
                                                             sim::TimePoint deadline) override {
    auto path = std::string{"/eligibility/bulk"};
    append_segment(path, path_name(request.kind));
    auto call = call_to(caller, path + "/requests", codec_->encode_bulk_request(request));
    return call_for<eligibility::BulkAcceptance>(
        connections_, std::move(call), deadline,
        [codec = codec_](std::string_view text) { return codec->decode_bulk_acceptance(text); });
  }
  sim::Task<Reply<eligibility::BulkResult>> bulk_result(Caller caller, eligibility::BulkResultRequest request,
                                                        sim::TimePoint deadline) override {
    auto path = std::string{"/eligibility/bulk"};
    append_segment(path, path_name(request.kind));
    auto call = call_to(caller, path + "/results", codec_->encode_bulk_result_request(request));
    return call_for<eligibility::BulkResult>(connections_, std::move(call), deadline,
                                             [codec = codec_, kind = request.kind](std::string_view text) {
                                               return codec->decode_bulk_result(text, kind);
                                             });
  }
  sim::Task<Reply<eligibility::MedicalDataAnswer>> medical_data(Caller caller,
                                                                eligibility::MedicalDataRequest request,
                                                                sim::TimePoint deadline) override {
    auto path = std::string{"/eligibility/medical-data"};
    append_segment(path, path_name(request.kind));
    auto call = call_to(caller, path, codec_->encode_medical_data_request(request));
    return call_for<eligibility::MedicalDataAnswer>(
        connections_, std::move(call), deadline,
        [codec = codec_, kind = request.kind](std::string_view text) {
          return codec->decode_medical_data_answer(text, kind);
        });
  }
  sim::Task<Reply<eligibility::SettingsAnswer>> settings(Caller caller, eligibility::SettingsRequest request,
                                                         sim::TimePoint deadline) override {
    auto path = std::string{"/eligibility/settings"};
    append_segment(path, path_name(request.action));
    auto call = call_to(caller, path, codec_->encode_settings_request(request));
    return call_for<eligibility::SettingsAnswer>(
        connections_, std::move(call), deadline,
        [codec = codec_, action = request.action](std::string_view text) {
          return codec->decode_settings_answer(text, action);
        });
  }
  void close_all() override { connections_->close_all(); }
  ClientCounters const& closed_line() const override { return connections_->counters(kClosedLine); }

 private:
  HttpCall call_to(Caller caller, std::string path, std::string body) const {
    auto call = HttpCall{.station = caller.station, .leg = kClosedLine, .path = std::move(path)};
    call.content_type = codec_->content_type;
    call.body = std::move(body);
    return call;
  }

  std::shared_ptr<ClosedLineClientCodec const> codec_;
  std::shared_ptr<HttpsConnections> connections_;
};

}  // namespace

std::unique_ptr<HttpsReceptionPort> make_https_reception(sim::Realtime& realtime,
                                                         HttpsReceptionOptions options) {
  return std::make_unique<HttpsReception>(realtime, std::move(options));
}

std::unique_ptr<HttpsEligibilityPort> make_https_eligibility(sim::Realtime& realtime,
                                                             HttpsEligibilityOptions options) {
  return std::make_unique<HttpsEligibility>(realtime, std::move(options));
}

}  // namespace kazasu::adapters
