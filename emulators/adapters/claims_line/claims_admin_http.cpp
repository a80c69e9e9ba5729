#include "emulators/adapters/claims_line/claims_admin_http.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "emulators/adapters/admin/admin_body.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/claims_line/window_json.h"
#include "emulators/adapters/http/http_routes.h"
#include "sim/nearest_word.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using claims::AspFault;
using claims::Payer;

constexpr auto kPayers = std::array{Payer::kFund, Payer::kFederation};
constexpr auto kFaultKinds = std::to_array<std::string_view>({"one_server", "stopped", "wrong_errors"});
constexpr auto kExpectedTime = std::string_view{"a time such as 2024-12-10T09:00:00+09:00"};
constexpr auto kExpectedMonth = std::string_view{"a month such as 2024-12"};
constexpr auto kExpectedPayer = std::string_view{"fund or federation; both when it is left out"};

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}
HttpAnswer ok(json::object const& document) {
  return json_answer(200, json::serialize(document));
}

std::optional<sim::Instant> instant_in(AdminFields const& fields, std::string_view name) {
  try {
    return sim::parse_iso_date_time(fields.find(name)->second);
  } catch (std::invalid_argument const&) {
    return std::nullopt;
  }
}

json::object to_json(Payer payer, AspFault const& fault) {
  return {{"payer", view(word_of(payer))},
          {"kind", view(kFaultKinds[static_cast<std::size_t>(fault.kind)])},
          {"from", sim::iso_date_time(fault.from)},
          {"to", sim::iso_date_time(fault.to)}};
}

json::object to_json(claims::ClaimsTotals const& totals) {
  return {{"sends", totals.sends}, {"receipts", totals.receipts}, {"claimed", totals.claimed}};
}

}  // namespace

HttpAnswer ClaimsAdminHttp::handle(HttpRequestView const& request, sim::Instant now,
                                   eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  if (path[0] != "claims" || path.size() > 2) return not_found();
  if (path.size() == 1) return request.method == "GET" ? state(now) : method_not_allowed();
  if (path[1] == "window") return request.method == "PUT" ? set_window(request.body) : method_not_allowed();
  if (path[1] == "reset") return request.method == "POST" ? reset(request.body) : method_not_allowed();
  if (path[1] == "others") return request.method == "GET" ? others(now) : method_not_allowed();
  if (path[1] != "faults") return not_found();
  if (request.method == "DELETE") return remove_faults();
  return request.method == "POST" ? add_fault(request.body) : method_not_allowed();
}

HttpAnswer ClaimsAdminHttp::state(sim::Instant now) {
  system_.keep_time(now);
  auto document = to_json(system_.desk().totals());
  document["in_queue"] = system_.desk().in_queue(now);
  document["unfinished_uploads"] = line_.unfinished_uploads();
  auto faults = json::array{};
  for (auto const payer : kPayers) {
    for (auto const& fault : system_.asp(payer).faults()) faults.push_back(to_json(payer, fault));
  }
  document["faults"] = std::move(faults);
  return ok(document);
}

HttpAnswer ClaimsAdminHttp::others(sim::Instant now) {
  if (window_ == nullptr) return not_found();
  auto const totals = window_->totals(now);
  return json_answer(200, encode_window(totals, window_->series(now).slices()));
}

HttpAnswer ClaimsAdminHttp::set_window(std::string_view body) {
  auto const read = read_admin_body(body, {{"month", kExpectedMonth}, {"until", kExpectedTime}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& fields = std::get<AdminFields>(read);
  auto const month = month_in(fields.find("month")->second);
  if (!month) return admin_mistake("month", kExpectedMonth, "no such month");
  auto const until = instant_in(fields, "until");
  if (!until) return admin_mistake("until", kExpectedTime, "no such time");
  auto const day = sim::date_jst(*until);
  if (day.year() / day.month() != *month) {
    return admin_mistake("until", "a time of that month", "the window is of another month");
  }
  system_.extend_window(*month, *until);
  return ok({{"month", month_text(*month)}, {"until", sim::iso_date_time(*until)}});
}

HttpAnswer ClaimsAdminHttp::add_fault(std::string_view body) {
  auto const kinds = sim::one_of(kFaultKinds);
  auto const read = read_admin_body(
      body,
      {{"kind", kinds}, {"from", kExpectedTime}, {"to", kExpectedTime}, {"payer", kExpectedPayer, false}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& fields = std::get<AdminFields>(read);
  auto const& word = fields.find("kind")->second;
  auto const kind = value_of<AspFault::Kind>(kFaultKinds, word);
  if (!kind) return admin_mistake("kind", kinds, "unknown word" + sim::hint(word, kFaultKinds));
  auto const from = instant_in(fields, "from");
  auto const to = instant_in(fields, "to");
  if (!from) return admin_mistake("from", kExpectedTime, "no such time");
  if (!to || *to < *from) return admin_mistake("to", "a time that is not before `from`", "no such time");
  auto payers = std::vector<Payer>{kPayers.begin(), kPayers.end()};
  if (auto const named = fields.find("payer"); named != fields.end()) {
    auto const payer = payer_by_word(named->second);
    if (!payer) return admin_mistake("payer", kExpectedPayer, "no such payer");
    payers = {*payer};
  }
  auto added = json::array{};
  for (auto const payer : payers) {
    auto const fault = AspFault{.kind = *kind, .from = *from, .to = *to};
    system_.asp(payer).add_fault(fault);
    added.push_back(to_json(payer, fault));
  }
  return ok({{"added", std::move(added)}});
}

HttpAnswer ClaimsAdminHttp::remove_faults() {
  auto removed = std::size_t{0};
  for (auto const payer : kPayers) {
    removed += system_.asp(payer).faults().size();
    system_.asp(payer).clear_faults();
  }
  return ok({{"removed", removed}});
}

HttpAnswer ClaimsAdminHttp::reset(std::string_view body) {
  auto const read = read_admin_body(body, {});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const forgotten = to_json(system_.desk().totals());
  system_.forget_all();
  line_.forget_uploads();
  return ok({{"forgotten", forgotten}});
}

}  // namespace kazasu::adapters
