// The routes of the closed line's listener.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/http_service.h"
#include "emulators/eligibility/messages.h"

namespace kazasu::adapters {

// How the messages are written. A decoder gives nothing for what is not of the protocol.
struct ClosedLineServerCodec {
  std::function<std::optional<eligibility::NoticeRequest>(std::string_view)> decode_notice_request;
  std::function<std::optional<eligibility::InquiryRequest>(std::string_view)> decode_inquiry_request;
  std::function<std::string(eligibility::NoticeAnswer const&)> encode_notice_answer;
  std::function<std::string(eligibility::InquiryAnswer const&)> encode_inquiry_answer;
  std::string content_type = "application/xml; charset=utf-8";
};

struct ClosedLineHandlers {
  std::function<eligibility::NoticeAnswer(eligibility::NoticeRequest const&, sim::Instant,
                                          eligibility::StageMeter&)>
      notices;
  std::function<eligibility::InquiryAnswer(eligibility::InquiryRequest const&, sim::Instant,
                                           eligibility::StageMeter&)>
      inquire;
};

// Of an EligibilitySystem, which must outlive the handlers.
template <class System>
ClosedLineHandlers closed_line_handlers(System& system) {
  return {
      .notices = [&system](eligibility::NoticeRequest const& request, sim::Instant now,
                           eligibility::StageMeter& meter) { return system.notices(request, now, meter); },
      .inquire = [&system](eligibility::InquiryRequest const& request, sim::Instant now,
                           eligibility::StageMeter& meter) { return system.inquire(request, now, meter); },
  };
}

// Refuses what names another institution than the client certificate does, before the handlers see it.
class ClosedLineHttp final : public HttpService {
 public:
  ClosedLineHttp(ClosedLineHandlers handlers, ClosedLineServerCodec codec)
      : handlers_(std::move(handlers)), codec_(std::move(codec)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer notices(HttpRequestView const& http, sim::Instant now, eligibility::StageMeter& meter) const;
  HttpAnswer inquire(HttpRequestView const& http, sim::Instant now, eligibility::StageMeter& meter) const;

  ClosedLineHandlers handlers_;
  ClosedLineServerCodec codec_;
};

}  // namespace kazasu::adapters
