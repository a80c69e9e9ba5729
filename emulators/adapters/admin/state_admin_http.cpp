#include "emulators/adapters/admin/state_admin_http.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>

#include "emulators/adapters/admin/admin_body.h"
#include "emulators/adapters/http/http_routes.h"
#include "sim/nearest_word.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using eligibility::Admission;
using eligibility::Environment;
using identity::CardStanding;

constexpr auto kAdmissions = std::array<std::string_view, 4>{"live", "not_live", "function_off", "revoked"};
constexpr auto kStandings =
    std::array<std::string_view, 4>{"registered", "unregistered", "suspended", "revoked"};
constexpr auto kEnvironments = std::array<std::string_view, 2>{"operation", "connection_test"};
constexpr auto kCares = std::array<std::string_view, 3>{"continuing", "house_call", "online"};
constexpr auto kItems = std::array<std::string_view, eligibility::kConsentItems>{
    "operations", "diagnosis_and_medication", "health_checkup", "limit_amount", "specific_disease"};

template <class Enumeration, std::size_t kCount>
std::string_view word(std::array<std::string_view, kCount> const& words, Enumeration value) {
  return words[static_cast<std::size_t>(value)];
}
template <class Enumeration, std::size_t kCount>
std::optional<Enumeration> by_word(std::array<std::string_view, kCount> const& words, std::string_view text) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (words[i] == text) return static_cast<Enumeration>(i);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> index_in(std::string_view text) {
  auto value = std::uint64_t{0};
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

HttpAnswer ok(json::object const& document) {
  return json_answer(200, json::serialize(document));
}
HttpAnswer unknown(std::string_view what) {
  return json_answer(404, json::serialize(json::object{{"error", what}}));
}

json::array names_of(eligibility::ConsentSet items) {
  auto names = json::array{};
  for (std::size_t i = 0; i < kItems.size(); ++i) {
    if (items.has(static_cast<eligibility::ConsentItem>(i))) names.push_back(json::string{kItems[i]});
  }
  return names;
}

// By the name of the outcome; those that never came are left out.
json::object counts_of(eligibility::OutcomeCounts const& counts) {
  auto object = json::object{};
  for (std::size_t i = 0; i < eligibility::kOutcomes; ++i) {
    auto const outcome = static_cast<eligibility::Outcome>(i);
    if (counts.of(outcome) != 0) object[eligibility::name_of(outcome)] = counts.of(outcome);
  }
  return object;
}

// The one field of a write, as one of the words; else the 400 answer.
template <class Enumeration, std::size_t kCount>
std::variant<Enumeration, HttpAnswer> word_in(std::string_view body, std::string_view field,
                                              std::array<std::string_view, kCount> const& words) {
  auto const expected = sim::one_of(words);
  auto const read = read_admin_body(body, {{field, expected}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& text = std::get<AdminFields>(read).find(field)->second;
  auto const value = by_word<Enumeration>(words, text);
  if (!value) return admin_mistake(field, expected, "unknown word" + sim::hint(text, words));
  return *value;
}

}  // namespace

HttpAnswer StateAdminHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  auto const below = path.size() == 2 || path.size() == 3;
  if (path[0] == "stations" && below) return station(request, path[1], path[2], now);
  if (path[0] == "people" && below) return person(request, path[1], path[2], now);
  if (path[0] == "visits" && path.size() == 1) {
    return request.method == "GET" ? visits() : method_not_allowed();
  }
  if (path[0] == "outcomes" && path.size() == 1) {
    return request.method == "GET" ? outcomes() : method_not_allowed();
  }
  if (path[0] == "reset" && path.size() == 1) {
    return request.method == "POST" ? reset(request.body) : method_not_allowed();
  }
  return not_found();
}

HttpAnswer StateAdminHttp::station(HttpRequestView const& request, std::string_view name,
                                   std::string_view what, sim::Instant now) {
  auto index = parts_.stations.by_institution_code(name);
  if (!index) {
    auto const number = index_in(name);
    if (number && *number < parts_.stations.stations()) index = static_cast<identity::StationIndex>(*number);
  }
  if (!index) return unknown("no such station: expected an index from 0 or an institution code");
  if (what == "admission") {
    return request.method == "PUT" ? set_admission(*index, request.body, now) : method_not_allowed();
  }
  if (!what.empty()) return not_found();
  if (request.method != "GET") return method_not_allowed();
  auto const& stores = parts_.system.stores();
  auto const known = parts_.stations.station(*index);
  auto const key = eligibility::ConsentKey{.station = *index, .environment = parts_.environment};
  auto const consents = stores.consents.given_between(key, {sim::Instant::min(), sim::Instant::max()}, now);
  return ok({{"index", *index},
             {"institution_code", known.institution_code},
             {"prefecture", known.prefecture},
             {"admission", word(kAdmissions, parts_.admissions.of(parts_.environment, *index, now))},
             {"people_with_consent", consents.size()},
             {"notices_waiting", stores.registrations.notices({*index, parts_.environment}, 0).size()}});
}

HttpAnswer StateAdminHttp::set_admission(identity::StationIndex station, std::string_view body,
                                         sim::Instant now) {
  auto const read = word_in<Admission>(body, "state", kAdmissions);
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const before = parts_.admissions.of(parts_.environment, station, now);
  auto const after = std::get<Admission>(read);
  parts_.admissions.set(parts_.environment, station, after);
  return ok(
      {{"station", station}, {"admission", word(kAdmissions, after)}, {"before", word(kAdmissions, before)}});
}

HttpAnswer StateAdminHttp::person(HttpRequestView const& request, std::string_view name,
                                  std::string_view what, sim::Instant now) {
  auto const index = index_in(name);
  if (!index || *index >= parts_.people.people()) {
    return unknown("no such person: expected an index from 0");
  }
  if (what == "card") {
    return request.method == "PUT" ? set_card(*index, request.body) : method_not_allowed();
  }
  if (!what.empty()) return not_found();
  if (request.method != "GET") return method_not_allowed();
  auto const& stores = parts_.system.stores();
  auto consents = json::array{};
  for (auto const& held :
       stores.consents.of_person({.person = *index, .environment = parts_.environment}, now)) {
    consents.push_back({{"station", held.station},
                        {"care", word(kCares, held.care)},
                        {"items", names_of(held.consent.items)},
                        {"given", sim::iso_date_time(held.consent.given)},
                        {"until", sim::iso_date_time(held.consent.until)}});
  }
  auto registrations = json::array{};
  for (std::size_t i = 0; i < stores.registrations.size(); ++i) {
    auto const ordinal = static_cast<eligibility::RegistrationStore::Ordinal>(i);
    auto const& record = stores.registrations.record(ordinal);
    if (record.person != *index || record.environment != parts_.environment) continue;
    registrations.push_back({{"station", record.station},
                             {"care", word(kCares, record.care)},
                             {"registered", sim::iso_date_time(record.registered)},
                             {"eligibility_only", record.eligibility_only}});
  }
  auto const standing =
      stores.cards.standing({*index, parts_.environment}).value_or(parts_.registry.standing(*index));
  return ok({{"index", *index},
             {"card", word(kStandings, standing)},
             {"consents", std::move(consents)},
             {"registrations", std::move(registrations)}});
}

HttpAnswer StateAdminHttp::set_card(identity::PersonIndex person, std::string_view body) {
  auto const read = word_in<CardStanding>(body, "standing", kStandings);
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& cards = parts_.system.stores().cards;
  auto const before = cards.standing({person, parts_.environment}).value_or(parts_.registry.standing(person));
  auto const after = std::get<CardStanding>(read);
  parts_.system.set_standing(person, after);
  return ok({{"person", person}, {"card", word(kStandings, after)}, {"before", word(kStandings, before)}});
}

HttpAnswer StateAdminHttp::visits() const {
  auto const& stores = parts_.system.stores();
  return ok({{"environment", word(kEnvironments, parts_.environment)},
             {"open", parts_.system.open_visits()},
             {"registrations", stores.registrations.size()},
             {"consents", stores.consents.size()}});
}

HttpAnswer StateAdminHttp::outcomes() const {
  auto const counters = parts_.system.counters();
  return ok({{"consents", counts_of(counters.consents)},
             {"authentications", counts_of(counters.authentications)},
             {"notices", counts_of(counters.notices)},
             {"inquiries", counts_of(counters.inquiries)},
             {"re_inquiries", counts_of(counters.re_inquiries)},
             {"cancellations", counts_of(counters.cancellations)},
             {"bulk_requests", counts_of(counters.bulk_requests)},
             {"bulk_results", counts_of(counters.bulk_results)},
             {"medical_data", counts_of(counters.medical_data)}});
}

HttpAnswer StateAdminHttp::reset(std::string_view body) {
  auto const read = word_in<Environment>(body, "environment", kEnvironments);
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const environment = std::get<Environment>(read);
  if (environment != parts_.environment) {
    return json_answer(409, R"({"error": "this server does not serve that environment"})");
  }
  auto const& stores = parts_.system.stores();
  auto done = json::object{{"reset", word(kEnvironments, environment)},
                           {"visits", parts_.system.open_visits()},
                           {"registrations", stores.registrations.size()},
                           {"consents", stores.consents.size()}};
  parts_.system.reset();
  parts_.admissions.clear(environment);
  if (parts_.on_reset) parts_.on_reset();
  return ok(done);
}

}  // namespace kazasu::adapters
