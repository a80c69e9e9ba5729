#include "emulators/eligibility/bulk_desk.h"

#include <algorithm>
#include <span>
#include <utility>

#include "emulators/eligibility/institution_check.h"

namespace kazasu::eligibility {

namespace {

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// OQSCD014: 1 where a certificate began in this month or the one before, 0 otherwise (ours: what an
// institution knows already is not known here).
bool limit_changed(identity::InsuranceHistory const& history, std::chrono::year_month_day day) {
  using namespace std::chrono;
  auto const before = day.year() / day.month() - months{1};
  return history.limit && history.limit->days.from >= year_month_day{before / 1} &&
         history.limit->days.from <= day;
}

InsuredSearch search_of(identity::Person const& person, QualificationAnswer const& answer) {
  auto search = InsuredSearch{.insurer_number = person.insurer_number,
                              .symbol = person.insured_symbol,
                              .number = person.insured_number,
                              .branch = person.insured_branch,
                              .birth_date = person.birth_date};
  if (answer.results.empty()) return search;
  auto const& first = answer.results.front();
  search.insurer_number = first.insurer_number;
  search.symbol = first.insured_symbol;
  search.number = first.insured_number;
  search.branch = first.insured_branch;
  return search;
}

void fill(BulkUnit& unit, QualificationAnswer answer) {
  unit.validity = answer.validity;
  unit.results = std::move(answer.results);
  unit.tickets = std::move(answer.tickets);
  if (!unit.results.empty()) unit.reference_number = unit.results.front().reference_number;
}

}  // namespace

Outcome BulkDesk::check(BulkRequest const& request) const {
  if (request.kind != BulkKind::kConsented) {
    if (request.consented || request.care != Care::kContinuing) return Outcome::kMalformedRequest;
    if (request.items.empty() || request.items.size() > BulkJobs::kMostItems) return Outcome::kTooManyRecords;
    return Outcome::kAccepted;
  }
  if (!request.items.empty() || !request.consented) return Outcome::kMalformedRequest;
  auto const [from, to] = *request.consented;
  if (!from.ok() || !to.ok() || to < from) return Outcome::kPeriodInvalid;
  auto const days = std::chrono::sys_days{to} - std::chrono::sys_days{from};
  return days.count() < kLongestPeriod ? Outcome::kAccepted : Outcome::kPeriodInvalid;
}

BulkAcceptance BulkDesk::accept(BulkRequest request, sim::Instant now) {
  auto acceptance = answer_to<BulkAcceptance>(request, now);
  auto const checked = check_institution(parts_, request.institution_code, now);
  acceptance.outcome = checked.outcome == Outcome::kAccepted ? check(request) : checked.outcome;
  if (acceptance.outcome != Outcome::kAccepted) return acceptance;
  auto job = BulkJob{.station = checked.station,
                     .environment = parts_.environment,
                     .accepted = now,
                     .ready = now,
                     .request = std::move(request)};
  if (auto namesake = stores_.bulk.namesake(job, now)) {
    acceptance.outcome = namesake->same_request ? Outcome::kAccepted : Outcome::kDuplicateRequest;
    if (namesake->same_request) acceptance.reception_number = std::move(namesake->number);
    return acceptance;
  }
  auto number = stores_.bulk.add(std::move(job));
  if (!number) {
    acceptance.outcome = Outcome::kBusy;
    return acceptance;
  }
  acceptance.reception_number = std::move(*number);
  return acceptance;
}

BulkResult BulkDesk::result(BulkResultRequest const& request, sim::Instant now) {
  auto result = answer_to<BulkResult>(request, now);
  result.kind = request.kind;
  result.reception_number = request.reception_number;
  auto const checked = check_institution(parts_, request.institution_code, now);
  result.outcome = checked.outcome;
  if (checked.outcome != Outcome::kAccepted) return result;
  auto const* const job = stores_.bulk.find(request.reception_number, now);
  // Another institution's request is not even said to exist, nor one of another kind or environment.
  if (job == nullptr || job->station != checked.station || job->environment != parts_.environment ||
      job->request.kind != request.kind) {
    result.outcome = Outcome::kReceptionUnknown;
    return result;
  }
  if (now < job->ready) {
    result.outcome = Outcome::kResultNotReady;
    return result;
  }
  if (job->request.kind == BulkKind::kConsented) {
    answer_period(*job, now, result);
    result.whole = result.units.size();
  } else {
    answer_items(*job, now, {request.from, request.most}, result);
    result.whole = job->request.items.size();
  }
  return result;
}

void BulkDesk::answer_items(BulkJob const& job, sim::Instant now, Part part, BulkResult& result) {
  auto const& items = job.request.items;
  auto const from = std::min(part.from, items.size());
  auto const count = std::min(part.most, items.size() - from);
  result.units.reserve(count);
  for (auto const& item : std::span{items}.subspan(from, count)) {
    auto& unit =
        result.units.emplace_back(BulkUnit{.search = item.search, .reference_number = item.reference_number});
    if (job.request.kind == BulkKind::kInquiry) look_up(job, unit);
    if (job.request.kind == BulkKind::kReInquiry) look_up_again(job, now, unit);
    if (job.request.kind == BulkKind::kReferenceNumbers) unit.outcome = register_number(job.station, item);
  }
}

void BulkDesk::answer_period(BulkJob const& job, sim::Instant now, BulkResult& result) const {
  auto const [from, to] = *job.request.consented;
  auto const span = ConsentStore::Span{sim::from_jst({from, {}}), std::min(end_of_day(to), job.accepted)};
  auto key = ConsentKey{0, job.station, job.request.care, job.environment};
  for (auto const person : stores_.consents.given_between(key, span, now)) {
    key.person = person;
    auto answer = inquiries_.show(key, now, true);
    auto& unit =
        result.units.emplace_back(BulkUnit{.search = search_of(parts_.people.person(person), answer)});
    unit.outcome = Outcome::kAccepted;
    fill(unit, std::move(answer));
  }
}

void BulkDesk::look_up(BulkJob const& job, BulkUnit& unit) const {
  if (!unit.search.has_required_items()) return;
  unit.outcome = Outcome::kAccepted;
  auto const index = parts_.registry.by_insured_items(unit.search.items(), unit.search.birth_date);
  if (!index) return;
  auto const person = parts_.people.person(*index);
  auto const history = parts_.registry.history_of(person);
  auto const station = parts_.stations.station(job.station);
  auto const query = QualificationQuery{person, history, station, sim::date_jst(job.ready)};
  fill(unit, answer_by_items(query, unit.search.items()));
  unit.limit_changed = limit_changed(history, query.day);
  unit.reference_number = stores_.references.find({*index, job.station, job.environment});
}

void BulkDesk::look_up_again(BulkJob const& job, sim::Instant now, BulkUnit& unit) const {
  auto looked = inquiries_.look_up_again({.station = job.station}, unit.search, now);
  unit.outcome = looked.outcome;
  if (looked.outcome == Outcome::kAccepted) fill(unit, std::move(looked.answer));
}

Outcome BulkDesk::register_number(identity::StationIndex station, BulkItem const& item) {
  auto const& number = item.reference_number;
  auto const named = !item.search.insurer_number.empty() && !item.search.number.empty();
  if (!named || number.empty() || characters(number) > ReferenceNumbers::kLongest) {
    return Outcome::kMalformedRequest;
  }
  auto const index = parts_.registry.by_insured_items(item.search.items(), std::nullopt);
  if (!index) return Outcome::kPersonUnknown;
  auto const kept = stores_.references.put({*index, station, parts_.environment}, number);
  return kept ? Outcome::kAccepted : Outcome::kTooManyRecords;
}

ReferenceNumberAnswer BulkDesk::register_one(ReferenceNumberRequest const& request, sim::Instant now) {
  auto answer = answer_to<ReferenceNumberAnswer>(request, now);
  answer.item = request.item;
  auto const checked = check_institution(parts_, request.institution_code, now);
  answer.outcome = checked.outcome;
  if (checked.outcome == Outcome::kAccepted) answer.outcome = register_number(checked.station, request.item);
  return answer;
}

}  // namespace kazasu::eligibility
