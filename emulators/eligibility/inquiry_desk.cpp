#include "emulators/eligibility/inquiry_desk.h"

#include <utility>

#include "emulators/eligibility/institution_check.h"
#include "emulators/identity/identifiers.h"

namespace kazasu::eligibility {

namespace {

constexpr auto kRegistrationNumberDigits = std::size_t{20};

void add_consents(QualificationAnswer& answer, Consent const& consent, QualificationQuery const& query) {
  for (auto& result : answer.results) show_consents(result, consent, query);
}

void add_reference(QualificationAnswer& answer, std::string const& number) {
  for (auto& result : answer.results) result.reference_number = number;
}

// What the search did not ask for.
void hide_limit(QualificationAnswer& answer) {
  for (auto& result : answer.results) {
    result.limit_amount = {};
    result.limit = std::nullopt;
  }
}

// The rule is the ministry's (別添２ 第４); that a request with a wrong digit is malformed, rather than about
// nobody, is ours. Whatever else a number may be, such as one of medical assistance, is looked up.
bool has_wrong_check_digit(InsuredSearch const& search) {
  return identity::check_insurer_number(search.insurer_number).fault ==
         identity::IdentifierFault::kCheckDigit;
}

}  // namespace

QualificationAnswer InquiryDesk::show(ConsentKey const& key, sim::Instant now, bool with_consents) const {
  auto const person = parts_.people.person(key.person);
  auto const history = parts_.registry.history_of(person);
  auto const station = parts_.stations.station(key.station);
  auto const query = QualificationQuery{person, history, station, sim::date_jst(now)};
  auto answer = answer_by_card(query);
  auto const consent = with_consents ? stores_.consents.find(key, now) : std::nullopt;
  if (consent) add_consents(answer, *consent, query);
  add_reference(answer, stores_.references.find({key.person, key.station, key.environment}));
  return answer;
}

InquiryAnswer InquiryDesk::inquire(InquiryRequest const& request, sim::Instant now) {
  auto answer = answer_to<InquiryAnswer>(request, now);
  answer.outcome = look_up(request, now, answer);
  return answer;
}

Outcome InquiryDesk::look_up(InquiryRequest const& request, sim::Instant now, InquiryAnswer& answer) {
  if (!has_digits(request.registration_number, kRegistrationNumberDigits)) return Outcome::kMalformedRequest;
  auto const checked = check_institution(parts_, request.institution_code, now);
  if (checked.outcome != Outcome::kAccepted) return checked.outcome;
  auto const ordinal = stores_.registrations.find(request.registration_number);
  if (!ordinal) return Outcome::kRegistrationUnknown;
  auto const record = stores_.registrations.record(*ordinal);
  // Another institution's registration is not even said to exist, nor another environment's.
  if (record.station != checked.station || record.environment != parts_.environment) {
    return Outcome::kRegistrationUnknown;
  }
  auto shown =
      show({record.person, record.station, record.care, record.environment}, now, !record.eligibility_only);
  answer.validity = shown.validity;
  answer.results = std::move(shown.results);
  answer.tickets = std::move(shown.tickets);
  stores_.registrations.mark_fetched(*ordinal);
  return Outcome::kAccepted;
}

InquiryAnswer InquiryDesk::qualification(ReInquiryRequest const& request, sim::Instant now) {
  auto answer = answer_to<InquiryAnswer>(request, now);
  auto const& search = request.search;
  answer.by_card = false;
  answer.search = search;
  auto const checked = check_institution(parts_, request.institution_code, now);
  answer.outcome = checked.outcome;
  if (checked.outcome == Outcome::kAccepted && !search.has_required_items()) {
    answer.outcome = Outcome::kMalformedRequest;
  }
  if (answer.outcome != Outcome::kAccepted) return answer;
  auto const index = parts_.registry.by_insured_items(search.items(), search.birth_date);
  if (!index) return answer;
  auto const person = parts_.people.person(*index);
  auto const history = parts_.registry.history_of(person);
  auto const station = parts_.stations.station(checked.station);
  auto const query = QualificationQuery{person, history, station, sim::date_jst(now)};
  auto shown = answer_by_items(query, search.items());
  if (search.wants_limit) {
    add_consents(shown, {.given = now, .items = ConsentSet{}.give(ConsentItem::kLimitAmount), .until = now},
                 query);
  }
  add_reference(shown, stores_.references.find({*index, checked.station, parts_.environment}));
  answer.validity = shown.validity;
  answer.results = std::move(shown.results);
  answer.tickets = std::move(shown.tickets);
  return answer;
}

InquiryDesk::Looked InquiryDesk::look_up_again(Asking who, InsuredSearch const& search,
                                               sim::Instant now) const {
  if (!search.has_required_items() || has_wrong_check_digit(search)) return {Outcome::kMalformedRequest, {}};
  auto const index = parts_.registry.by_insured_items(search.items(), search.birth_date);
  if (!index) return {};
  auto const key = ConsentKey{*index, who.station, who.care, parts_.environment};
  auto const consent = stores_.consents.find(key, now);
  if (!consent) {
    return {who.care == Care::kOnline ? Outcome::kConsentMissing : Outcome::kNoContinuingCare, {}};
  }
  auto const person = parts_.people.person(*index);
  auto const history = parts_.registry.history_of(person);
  auto const asking = parts_.stations.station(who.station);
  auto const query = QualificationQuery{person, history, asking, sim::date_jst(now)};
  auto answer = answer_by_items(query, search.items());
  add_consents(answer, *consent, query);
  if (!search.wants_limit) hide_limit(answer);
  add_reference(answer, stores_.references.find({*index, who.station, parts_.environment}));
  return {Outcome::kAccepted, std::move(answer)};
}

InquiryAnswer InquiryDesk::re_inquire(ReInquiryRequest const& request, sim::Instant now) {
  auto answer = answer_to<InquiryAnswer>(request, now);
  answer.by_card = false;
  answer.search = request.search;
  auto const checked = check_institution(parts_, request.institution_code, now);
  answer.outcome = checked.outcome;
  if (checked.outcome != Outcome::kAccepted) return answer;
  auto looked = look_up_again({checked.station, request.care}, request.search, now);
  answer.outcome = looked.outcome;
  answer.validity = looked.answer.validity;
  answer.results = std::move(looked.answer.results);
  answer.tickets = std::move(looked.answer.tickets);
  return answer;
}

CancelAnswer InquiryDesk::cancel(CancelRequest const& request, sim::Instant now) {
  auto answer = answer_to<CancelAnswer>(request, now);
  auto const checked = check_institution(parts_, request.institution_code, now);
  answer.outcome = checked.outcome;
  if (checked.outcome != Outcome::kAccepted) return answer;
  auto const known_reason =
      request.reason == ConsentEnd::kByInstitution || request.reason == ConsentEnd::kUseChanged;
  if (!known_reason || !request.search.has_required_items()) {
    answer.outcome = Outcome::kMalformedRequest;
    return answer;
  }
  auto const index = parts_.registry.by_insured_items(request.search.items(), request.search.birth_date);
  if (index) {
    auto const key = ConsentKey{*index, checked.station, Care::kContinuing, parts_.environment};
    for (auto const& [care, consent] : stores_.consents.cancel(key, request.reason, now)) {
      answer.cancelled.push_back({care, consent.items, consent.given, consent.until});
    }
  }
  answer.outcome = answer.cancelled.empty() ? Outcome::kConsentMissing : Outcome::kAccepted;
  return answer;
}

}  // namespace kazasu::eligibility
