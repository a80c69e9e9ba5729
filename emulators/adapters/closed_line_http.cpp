#include "emulators/adapters/closed_line_http.h"

#include "emulators/adapters/http_routes.h"
#include "emulators/adapters/outcome_codes.h"

namespace kazasu::adapters {

using eligibility::Outcome;

HttpAnswer ClosedLineHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter& meter) {
  auto const path = PathSegments{request.target};
  auto const known =
      path.size() == 2 && path[0] == "eligibility" && (path[1] == "notices" || path[1] == "inquiry");
  if (!known) return not_found();
  if (request.method != "POST") return method_not_allowed();
  return path[1] == "notices" ? notices(request, now, meter) : inquire(request, now, meter);
}

HttpAnswer ClosedLineHttp::notices(HttpRequestView const& http, sim::Instant now,
                                   eligibility::StageMeter& meter) const {
  auto const request = codec_.decode_notice_request(http.body);
  auto answer = eligibility::NoticeAnswer{.outcome = Outcome::kMalformedRequest};
  if (request && request->institution_code != http.client_institution) {
    answer.outcome = Outcome::kInstitutionMismatch;
  } else if (request) {
    answer = handlers_.notices(*request, now, meter);
  }
  return {.status = status_of(answer.outcome),
          .content_type = codec_.content_type,
          .body = codec_.encode_notice_answer(answer)};
}

HttpAnswer ClosedLineHttp::inquire(HttpRequestView const& http, sim::Instant now,
                                   eligibility::StageMeter& meter) const {
  auto const request = codec_.decode_inquiry_request(http.body);
  auto answer = eligibility::InquiryAnswer{.outcome = Outcome::kMalformedRequest, .processed_at = now};
  if (request) {
    answer.institution_code = request->institution_code;
    answer.file_identifier = request->file_identifier;
  }
  if (request && request->institution_code != http.client_institution) {
    answer.outcome = Outcome::kInstitutionMismatch;
  } else if (request) {
    answer = handlers_.inquire(*request, now, meter);
  }
  return {.status = status_of(answer.outcome),
          .content_type = codec_.content_type,
          .body = codec_.encode_inquiry_answer(answer)};
}

}  // namespace kazasu::adapters
