#include "emulators/adapters/admin/faults_admin_http.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <stdexcept>

#include "emulators/adapters/admin/admin_body.h"
#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using eligibility::FaultPlan;

constexpr auto kExpectedRule = std::string_view{"a rule such as \"busy on inquiry share 10 %\""};

json::object to_json(std::uint64_t id, FaultPlan::Entry const& entry) {
  return {{"id", id},
          {"rule", eligibility::text_of(entry.rule)},
          {"fitted", entry.fitted},
          {"struck", entry.struck}};
}

HttpAnswer ok(json::object const& document) {
  return json_answer(200, json::serialize(document));
}

}  // namespace

HttpAnswer FaultsAdminHttp::handle(HttpRequestView const& request, sim::Instant now,
                                   eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  if (path[0] != "faults" || path.size() > 2) return not_found();
  return path.size() == 1 ? all(request, now) : one(request, path[1]);
}

HttpAnswer FaultsAdminHttp::all(HttpRequestView const& request, sim::Instant now) {
  if (request.method == "POST") return add(request.body, now);
  if (request.method == "DELETE") {
    auto const removed = plan_.entries().size();
    plan_.clear();
    return ok({{"removed", removed}});
  }
  if (request.method != "GET") return method_not_allowed();
  auto faults = json::array{};
  for (auto const& [id, entry] : plan_.entries()) faults.push_back(to_json(id, entry));
  return ok({{"faults", std::move(faults)}});
}

HttpAnswer FaultsAdminHttp::one(HttpRequestView const& request, std::string_view id_text) {
  if (request.method != "GET" && request.method != "DELETE") return method_not_allowed();
  auto id = std::uint64_t{0};
  auto const* const end = id_text.data() + id_text.size();
  auto const read = std::from_chars(id_text.data(), end, id);
  if (read.ec != std::errc{} || read.ptr != end) {
    return admin_mistake("id", "the number of a fault", "not a number");
  }
  for (auto const& [number, entry] : plan_.entries()) {
    if (number != id) continue;
    auto document = to_json(id, entry);
    if (request.method == "GET") return ok(document);
    plan_.remove(id);
    return ok({{"removed", 1}, {"fault", std::move(document)}});
  }
  return json_answer(404, R"({"error": "no such fault"})");
}

HttpAnswer FaultsAdminHttp::add(std::string_view body, sim::Instant now) {
  auto const read = read_admin_body(body, {{"rule", kExpectedRule}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto rule = eligibility::FaultRule{};
  try {
    rule = eligibility::parse_service_fault(std::get<AdminFields>(read).at("rule"), now);
  } catch (std::invalid_argument const& error) {
    return admin_mistake("rule", kExpectedRule, error.what());
  }
  if (eligibility::is_of_card_status(rule.effect) && !has_responder_) {
    return admin_mistake("rule", "a server started with --ocsp-port",
                         "there is no certificate status responder that this fault could act on");
  }
  auto const id = plan_.add(rule);
  if (!id) {
    return json_answer(409, R"({"error": "1000 faults are in force; remove one first"})");
  }
  return ok({{"added", to_json(*id, {.rule = rule})}});
}

}  // namespace kazasu::adapters
