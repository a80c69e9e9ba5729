// The routes of the closed line's listener.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/http/http_service.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/eligibility/bulk_messages.h"
#include "emulators/eligibility/medical_data_messages.h"
#include "emulators/eligibility/settings_messages.h"

namespace kazasu::adapters {

// How the messages are written. A decoder gives nothing for what is not of the protocol.
struct ClosedLineServerCodec {
  std::function<std::optional<eligibility::NoticeRequest>(std::string_view)> decode_notice_request;
  std::function<std::optional<eligibility::InquiryRequest>(std::string_view)> decode_inquiry_request;
  std::function<std::string(eligibility::NoticeAnswer const&)> encode_notice_answer;
  std::function<std::string(eligibility::InquiryAnswer const&)> encode_inquiry_answer;
  std::function<std::optional<eligibility::ReInquiryRequest>(std::string_view)> decode_re_inquiry_request =
      {};
  std::function<std::optional<eligibility::CancelRequest>(std::string_view)> decode_cancel_request = {};
  std::function<std::string(eligibility::CancelAnswer const&)> encode_cancel_answer = {};
  std::function<std::optional<eligibility::BulkRequest>(std::string_view, eligibility::BulkKind)>
      decode_bulk_request = {};
  std::function<std::string(eligibility::BulkAcceptance const&)> encode_bulk_acceptance = {};
  std::function<std::optional<eligibility::BulkResultRequest>(std::string_view, eligibility::BulkKind)>
      decode_bulk_result_request = {};
  std::function<std::string(eligibility::BulkResult const&)> encode_bulk_result = {};
  std::function<std::optional<eligibility::MedicalDataRequest>(std::string_view,
                                                               eligibility::MedicalDataKind)>
      decode_medical_data_request = {};
  std::function<std::string(eligibility::MedicalDataAnswer const&)> encode_medical_data_answer = {};
  std::function<std::optional<eligibility::ReferenceNumberRequest>(std::string_view)>
      decode_reference_number_request = {};
  std::function<std::string(eligibility::ReferenceNumberAnswer const&)> encode_reference_number_answer = {};
  // The same result in pieces; both or none.
  std::function<std::string(eligibility::BulkResult const&)> encode_bulk_units = {};
  std::function<std::string(eligibility::BulkResult const&, std::string, BulkCounts)> encode_bulk_of_units =
      {};
  // Of an answer to a question for PDF; empty: XML answers it, too.
  std::function<std::string(eligibility::MedicalDataAnswer const&)> medical_data_pdf = {};
  std::function<std::optional<eligibility::SettingsRequest>(std::string_view, eligibility::SettingsAction)>
      decode_settings_request = {};
  std::function<std::string(eligibility::SettingsAnswer const&)> encode_settings_answer = {};
  std::string content_type = "application/xml; charset=utf-8";
};

template <class Answer, class Request>
using ClosedLineHandler = std::function<Answer(Request const&, sim::Instant, eligibility::StageMeter&)>;

// Those that are left out have no route.
struct ClosedLineHandlers {
  ClosedLineHandler<eligibility::NoticeAnswer, eligibility::NoticeRequest> notices;
  ClosedLineHandler<eligibility::InquiryAnswer, eligibility::InquiryRequest> inquire;
  ClosedLineHandler<eligibility::InquiryAnswer, eligibility::ReInquiryRequest> re_inquire = {};
  ClosedLineHandler<eligibility::CancelAnswer, eligibility::CancelRequest> cancel_consents = {};
  ClosedLineHandler<eligibility::BulkAcceptance, eligibility::BulkRequest> request_bulk = {};
  ClosedLineHandler<eligibility::BulkResult, eligibility::BulkResultRequest> bulk_result = {};
  ClosedLineHandler<eligibility::MedicalDataAnswer, eligibility::MedicalDataRequest> medical_data = {};
  ClosedLineHandler<eligibility::InquiryAnswer, eligibility::ReInquiryRequest> qualification = {};
  ClosedLineHandler<eligibility::ReferenceNumberAnswer, eligibility::ReferenceNumberRequest>
      register_reference = {};
  ClosedLineHandler<eligibility::SettingsAnswer, eligibility::SettingsRequest> settings = {};
};

// Of an EligibilitySystem, which must outlive the handlers.
template <class System>
ClosedLineHandlers closed_line_handlers(System& system) {
  return {
      .notices = [&system](auto const& request, sim::Instant now,
                           eligibility::StageMeter& meter) { return system.notices(request, now, meter); },
      .inquire = [&system](auto const& request, sim::Instant now,
                           eligibility::StageMeter& meter) { return system.inquire(request, now, meter); },
      .re_inquire = [&system](
                        auto const& request, sim::Instant now,
                        eligibility::StageMeter& meter) { return system.re_inquire(request, now, meter); },
      .cancel_consents =
          [&system](auto const& request, sim::Instant now, eligibility::StageMeter& meter) {
            return system.cancel_consents(request, now, meter);
          },
      .request_bulk =
          [&system](auto const& request, sim::Instant now, eligibility::StageMeter& meter) {
            return system.request_bulk(request, now, meter);
          },
      .bulk_result = [&system](
                         auto const& request, sim::Instant now,
                         eligibility::StageMeter& meter) { return system.bulk_result(request, now, meter); },
      .medical_data =
          [&system](auto const& request, sim::Instant now, eligibility::StageMeter& meter) {
            return system.medical_data(request, now, meter);
          },
      .qualification =
          [&system](auto const& request, sim::Instant now, eligibility::StageMeter& meter) {
            return system.qualification(request, now, meter);
          },
      .register_reference =
          [&system](auto const& request, sim::Instant now, eligibility::StageMeter& meter) {
            return system.register_reference(request, now, meter);
          },
      .settings = [&system](auto const& request, sim::Instant now,
                            eligibility::StageMeter& meter) { return system.settings(request, now, meter); },
  };
}

// Whether a request shows what others changed: a station learns numbers of registrations by its notices, and
// codes by its settings.
bool shows_changes(HttpRequestView const& request);

// Refuses what names another institution than the client certificate does, before the handlers see it.
class ClosedLineHttp final : public HttpService {
 public:
  ClosedLineHttp(ClosedLineHandlers handlers, ClosedLineServerCodec codec)
      : handlers_(std::move(handlers)), codec_(std::move(codec)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;
  // Bulk requests are as long as bulk_xml.h says.
  std::optional<std::uint64_t> body_limit(std::string_view target) const override;

 private:
  HttpAnswer notices(HttpRequestView const& http, sim::Instant now, eligibility::StageMeter& meter) const;
  HttpAnswer inquire(HttpRequestView const& http, sim::Instant now, eligibility::StageMeter& meter) const;
  // One of the back office's further questions.
  struct Call {
    HttpRequestView const& http;
    sim::Instant now;
    eligibility::StageMeter& meter;
  };
  template <class Request, class Answer, class Encode>
  HttpAnswer answer(Call call, std::optional<Request> const& request,
                    ClosedLineHandler<Answer, Request> const& handler, Encode const& encode) const;
  HttpAnswer one_person(Call call, std::string_view what) const;
  HttpAnswer bulk(Call call, std::string_view kind, std::string_view step) const;
  HttpAnswer bulk_result(Call call, eligibility::BulkKind kind) const;
  HttpAnswer medical_data(Call call, std::string_view kind) const;
  HttpAnswer settings(Call call, std::string_view action) const;

  ClosedLineHandlers handlers_;
  ClosedLineServerCodec codec_;
};

}  // namespace kazasu::adapters
