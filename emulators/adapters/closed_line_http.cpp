#include "emulators/adapters/closed_line_http.h"

#include "emulators/adapters/closed_line_routes.h"
#include "emulators/adapters/http_routes.h"
#include "emulators/adapters/outcome_codes.h"

namespace kazasu::adapters {

using eligibility::Outcome;

bool shows_notices(HttpRequestView const& request) {
  auto const path = PathSegments{request.target};
  return path.size() == 2 && path[0] == "eligibility" && path[1] == "notices";
}

HttpAnswer ClosedLineHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter& meter) {
  auto const path = PathSegments{request.target};
  if (path[0] != "eligibility") return not_found();
  auto const visit = path.size() == 2 && (path[1] == "notices" || path[1] == "inquiry");
  auto const stored = path.size() == 2 && (path[1] == "re-inquiry" || path[1] == "cancellation");
  auto const in_bulk = path.size() == 4 && path[1] == "bulk";
  auto const medical = path.size() == 3 && path[1] == "medical-data";
  if (!visit && !stored && !in_bulk && !medical) return not_found();
  if (request.method != "POST") return method_not_allowed();
  if (visit) return path[1] == "notices" ? notices(request, now, meter) : inquire(request, now, meter);
  auto const call = Call{request, now, meter};
  if (stored) return re_inquire_or_cancel(call, path[1]);
  return in_bulk ? bulk(call, path[2], path[3]) : medical_data(call, path[2]);
}

template <class Request, class Answer, class Encode>
HttpAnswer ClosedLineHttp::answer(Call call, std::optional<Request> const& request,
                                  ClosedLineHandler<Answer, Request> const& handler,
                                  Encode const& encode) const {
  auto answer = Answer{};
  answer.outcome = Outcome::kMalformedRequest;
  answer.processed_at = call.now;
  answer.institution_code = call.http.client_institution;
  if (request && request->institution_code != call.http.client_institution) {
    answer.outcome = Outcome::kInstitutionMismatch;
    answer.institution_code = request->institution_code;
    answer.file_identifier = request->file_identifier;
  } else if (request) {
    answer = handler(*request, call.now, call.meter);
  }
  return {.status = status_of(answer.outcome), .content_type = codec_.content_type, .body = encode(answer)};
}

HttpAnswer ClosedLineHttp::re_inquire_or_cancel(Call call, std::string_view what) const {
  if (what == "re-inquiry" && handlers_.re_inquire && codec_.decode_re_inquiry_request) {
    return answer(call, codec_.decode_re_inquiry_request(call.http.body), handlers_.re_inquire,
                  codec_.encode_inquiry_answer);
  }
  if (what == "cancellation" && handlers_.cancel_consents && codec_.decode_cancel_request) {
    return answer(call, codec_.decode_cancel_request(call.http.body), handlers_.cancel_consents,
                  codec_.encode_cancel_answer);
  }
  return not_found();
}

HttpAnswer ClosedLineHttp::bulk(Call call, std::string_view kind_name, std::string_view step) const {
  auto const kind = bulk_kind_by_name(kind_name);
  if (kind && step == "requests" && handlers_.request_bulk && codec_.decode_bulk_request) {
    return answer(call, codec_.decode_bulk_request(call.http.body, *kind), handlers_.request_bulk,
                  codec_.encode_bulk_acceptance);
  }
  if (kind && step == "results" && handlers_.bulk_result && codec_.decode_bulk_result_request) {
    auto const encode = [&](eligibility::BulkResult result) {
      result.kind = *kind;
      return codec_.encode_bulk_result(result);
    };
    return answer(call, codec_.decode_bulk_result_request(call.http.body, *kind), handlers_.bulk_result,
                  encode);
  }
  return not_found();
}

HttpAnswer ClosedLineHttp::medical_data(Call call, std::string_view kind_name) const {
  auto const kind = medical_data_kind_by_name(kind_name);
  if (!kind || !handlers_.medical_data || !codec_.decode_medical_data_request) return not_found();
  auto const encode = [&](eligibility::MedicalDataAnswer answer) {
    answer.kind = *kind;
    return codec_.encode_medical_data_answer(answer);
  };
  return answer(call, codec_.decode_medical_data_request(call.http.body, *kind), handlers_.medical_data,
                encode);
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
