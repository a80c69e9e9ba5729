#include "emulators/adapters/admin/capture_admin_http.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <limits>

#include "emulators/adapters/admin/admin_body.h"
#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kExpected = std::string_view{"an index from 0"};

template <class Index>
bool read_index(AdminFields const& fields, std::string_view name, std::optional<Index>& into) {
  auto const found = fields.find(name);
  if (found == fields.end()) return true;
  auto value = Index{};
  auto const* const end = found->second.data() + found->second.size();
  auto const read = std::from_chars(found->second.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) return false;
  into = value;
  return true;
}

}  // namespace

HttpAnswer CaptureAdminHttp::handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  if (path[0] != "capture" || path.size() != 1) return not_found();
  auto const known = request.method == "GET" || request.method == "POST" || request.method == "DELETE";
  if (!known) return method_not_allowed();
  if (capture_ == nullptr) {
    return json_answer(409, R"({"error": "nothing can be captured: start the server with --capture DIR"})");
  }
  if (request.method == "POST") return start(request.body);
  if (request.method == "DELETE") {
    capture_->stop();
    return state();
  }
  return state();
}

HttpAnswer CaptureAdminHttp::state() const {
  auto const& scope = capture_->scope();
  auto document = json::object{{"running", scope.has_value()}};
  if (scope && scope->station) document["station"] = *scope->station;
  if (scope && scope->person) document["person"] = *scope->person;
  document["written"] = capture_->written();
  document["lost"] = capture_->lost();
  return json_answer(200, json::serialize(document));
}

HttpAnswer CaptureAdminHttp::start(std::string_view body) {
  auto const read = read_admin_body(body, {{.name = "station", .expected = kExpected, .required = false},
                                           {.name = "person", .expected = kExpected, .required = false}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& fields = std::get<AdminFields>(read);
  auto scope = CaptureScope{};
  if (!read_index(fields, "station", scope.station)) return admin_mistake("station", kExpected, "no index");
  if (!read_index(fields, "person", scope.person)) return admin_mistake("person", kExpected, "no index");
  capture_->start(scope);
  return state();
}

}  // namespace kazasu::adapters
