#include "emulators/adapters/services/closed_line_http.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/services/closed_line_routes.h"
#include "emulators/adapters/services/outcome_codes.h"

namespace kazasu::adapters {

using eligibility::Outcome;

namespace {

// About a millisecond of work.
constexpr auto kUnitsInAPiece = std::size_t{128};

// The rest of a long result. Refers to the service, which the session asks no more once it is gone.
class BulkInPieces final : public PiecemealAnswer {
 public:
  BulkInPieces(ClosedLineHandlers const& handlers, ClosedLineServerCodec const& codec,
               eligibility::BulkResultRequest request, sim::Instant now)
      : handlers_(handlers), codec_(codec), request_(std::move(request)), now_(now) {}

  void add(eligibility::BulkResult part) {
    counts_.units += part.units.size();
    counts_.errors += part.errors();
    units_ += codec_.encode_bulk_units(part);
    if (head_.whole == 0) units_.reserve(units_.size() / part.units.size() * (part.whole + part.whole / 8));
    part.units.clear();
    head_ = std::move(part);
  }
  bool advance(HttpAnswer& answer) override {
    if (counts_.units == head_.whole) {
      answer.body = codec_.encode_bulk_of_units(head_, std::move(units_), counts_);
      return true;
    }
    auto meter = eligibility::NoMeter{};
    request_.from = counts_.units;
    auto part = handlers_.bulk_result(request_, now_, meter);
    if (part.outcome != Outcome::kAccepted || part.units.empty()) {
      // Nobody takes a request back while its result is being made.
      throw std::logic_error("a bulk result came to an end before its end");
    }
    part.kind = head_.kind;
    add(std::move(part));
    return false;
  }

 private:
  ClosedLineHandlers const& handlers_;
  ClosedLineServerCodec const& codec_;
  eligibility::BulkResultRequest request_;
  sim::Instant now_;
  eligibility::BulkResult head_;
  std::string units_;
  BulkCounts counts_;
};

constexpr auto kAboutOnePerson =
    std::array<std::string_view, 4>{"re-inquiry", "cancellation", "qualification", "reference-number"};

}  // namespace

std::optional<std::uint64_t> ClosedLineHttp::body_limit(std::string_view target) const {
  auto const path = PathSegments{target};
  auto const in_bulk = path.size() == 4 && path[0] == "eligibility" && path[1] == "bulk";
  return in_bulk && path[3] == "requests" ? std::optional<std::uint64_t>{kLongestBulkRequest} : std::nullopt;
}

bool shows_changes(HttpRequestView const& request) {
  auto const path = PathSegments{request.target};
  if (path[0] != "eligibility") return false;
  return (path.size() == 2 && path[1] == "notices") || (path.size() == 3 && path[1] == "settings");
}

HttpAnswer ClosedLineHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter& meter) {
  auto const path = PathSegments{request.target};
  if (path[0] != "eligibility") return not_found();
  auto const visit = path.size() == 2 && (path[1] == "notices" || path[1] == "inquiry");
  auto const one = path.size() == 2 && std::ranges::find(kAboutOnePerson, path[1]) != kAboutOnePerson.end();
  auto const in_bulk = path.size() == 4 && path[1] == "bulk";
  auto const medical = path.size() == 3 && path[1] == "medical-data";
  auto const own = path.size() == 3 && path[1] == "settings";
  if (!visit && !one && !in_bulk && !medical && !own) return not_found();
  if (request.method != "POST") return method_not_allowed();
  if (visit) return path[1] == "notices" ? notices(request, now, meter) : inquire(request, now, meter);
  auto const call = Call{request, now, meter};
  if (one) return one_person(call, path[1]);
  if (own) return settings(call, path[2]);
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

HttpAnswer ClosedLineHttp::one_person(Call call, std::string_view what) const {
  if (what == "re-inquiry" && handlers_.re_inquire && codec_.decode_re_inquiry_request) {
    return answer(call, codec_.decode_re_inquiry_request(call.http.body), handlers_.re_inquire,
                  codec_.encode_inquiry_answer);
  }
  if (what == "cancellation" && handlers_.cancel_consents && codec_.decode_cancel_request) {
    return answer(call, codec_.decode_cancel_request(call.http.body), handlers_.cancel_consents,
                  codec_.encode_cancel_answer);
  }
  if (what == "qualification" && handlers_.qualification && codec_.decode_re_inquiry_request) {
    return answer(call, codec_.decode_re_inquiry_request(call.http.body), handlers_.qualification,
                  codec_.encode_inquiry_answer);
  }
  if (what == "reference-number" && handlers_.register_reference && codec_.decode_reference_number_request) {
    return answer(call, codec_.decode_reference_number_request(call.http.body), handlers_.register_reference,
                  codec_.encode_reference_number_answer);
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
    return bulk_result(call, *kind);
  }
  return not_found();
}

// The first piece says how much there is; more follow when it is not all.
HttpAnswer ClosedLineHttp::bulk_result(Call call, eligibility::BulkKind kind) const {
  auto request = codec_.decode_bulk_result_request(call.http.body, kind);
  auto const in_pieces = codec_.encode_bulk_units && codec_.encode_bulk_of_units;
  if (request && in_pieces) request->most = kUnitsInAPiece;
  auto begun = std::shared_ptr<BulkInPieces>{};
  auto const encode = [&](eligibility::BulkResult result) {
    result.kind = kind;
    if (!in_pieces || result.units.size() == result.whole) return codec_.encode_bulk_result(result);
    begun = std::make_shared<BulkInPieces>(handlers_, codec_, *request, call.now);
    begun->add(std::move(result));
    return std::string{};
  };
  auto http = answer(call, request, handlers_.bulk_result, encode);
  http.work = begun;
  return http;
}

HttpAnswer ClosedLineHttp::medical_data(Call call, std::string_view kind_name) const {
  auto const kind = medical_data_kind_by_name(kind_name);
  if (!kind || !handlers_.medical_data || !codec_.decode_medical_data_request) return not_found();
  auto const encode = [&](eligibility::MedicalDataAnswer answer) {
    answer.kind = *kind;
    return codec_.encode_medical_data_answer(answer);
  };
  auto const request = codec_.decode_medical_data_request(call.http.body, *kind);
  auto const wants_pdf = request && request->as_pdf && codec_.medical_data_pdf;
  auto is_pdf = false;
  auto const encode_as_asked = [&](eligibility::MedicalDataAnswer const& found) {
    is_pdf = wants_pdf && found.outcome == Outcome::kAccepted;  // refusals are XML
    return is_pdf ? codec_.medical_data_pdf(found) : encode(found);
  };
  auto http = answer(call, request, handlers_.medical_data, encode_as_asked);
  if (is_pdf) http.content_type = "application/pdf";
  return http;
}

HttpAnswer ClosedLineHttp::settings(Call call, std::string_view name) const {
  auto const action = settings_action_by_name(name);
  if (!action || !handlers_.settings || !codec_.decode_settings_request) return not_found();
  return answer(call, codec_.decode_settings_request(call.http.body, *action), handlers_.settings,
                codec_.encode_settings_answer);
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
