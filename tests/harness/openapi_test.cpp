// docs/protocols/openapi.yaml against the servers: every route is in both, every reference leads somewhere,
// every field says where it comes from, and the examples are read by the servers' own decoders.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <set>
#include <sstream>

#include "emulators/adapters/admin/admin_http.h"
#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/json/json_mirror.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/ocsp/ocsp_admin_http.h"
#include "emulators/adapters/services/closed_line_http.h"
#include "emulators/adapters/services/reception_service_http.h"
#include "emulators/adapters/services/route_catalogue.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "harness/closed_line_codec.h"
#include "harness/served_control.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::harness {
namespace {

using adapters::Route;
using adapters::RouteListener;

YAML::Node const& document() {
  static auto const loaded = YAML::LoadFile("docs/protocols/openapi.yaml");
  return loaded;
}

std::string lower(std::string_view text) {
  auto result = std::string{text};
  for (auto& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool is_method(std::string const& key) {
  return key == "get" || key == "put" || key == "post" || key == "delete";
}

TEST(OpenApi, HasEveryRouteAndNoOther) {
  auto written = std::set<std::string>{};
  for (auto const& path : document()["paths"]) {
    for (auto const& item : path.second) {
      auto const method = item.first.as<std::string>();
      if (is_method(method)) written.insert(method + " " + path.first.as<std::string>());
    }
  }
  auto served = std::set<std::string>{};
  for (auto const& route : adapters::kRoutes)
    served.insert(lower(route.method) + " " + std::string{route.path});
  EXPECT_EQ(written, served);
}

// The services of the three listeners, without their sockets.
struct Services {
  Services() { responder.set(1000, {}); }
  eligibility::SampleWorld world;
  ServedRules rules{1};
  adapters::ReceptionServiceHttp reception{adapters::reception_handlers(world.system, world.stations)};
  adapters::ClosedLineHttp line{adapters::closed_line_handlers(world.system), closed_line_server_codec()};
  ServedControl control{{.rules = rules,
                         .system = world.system,
                         .stations = world.stations,
                         .people = world.people,
                         .registry = world.registry,
                         .reception = reception,
                         .line = line,
                         .has_responder = true}};
  eligibility::ResponderRules responder{{.seed = 1}};
  adapters::OcspAdminHttp ocsp{responder};
  adapters::AdminHttp admin{"token",
                            {.ready = [] { return true; },
                             .listeners = [] { return std::vector<adapters::NamedCounters>{}; },
                             .figures = {},
                             .set_calendar = [](adapters::CalendarSetting const&) {},
                             .stop = [] {},
                             .services = control.admin_services({{"ocsp", &ocsp}})}};

  adapters::HttpAnswer ask(Route const& route) {
    auto path = std::string{route.path};
    for (auto const& [parameter, value] :
         {std::pair{"{reception_token}", "token-0"}, std::pair{"{session}", "00"},
          std::pair{"{station}", "0"}, std::pair{"{person}", "0"}, std::pair{"{serial}", "1000"},
          std::pair{"{id}", "1"}}) {
      auto const at = path.find(parameter);
      if (at != std::string::npos) path.replace(at, std::string_view{parameter}.size(), value);
    }
    auto const at = path.find("{kind}");
    if (at != std::string::npos)
      path.replace(at, 6, path.find("medical") == std::string::npos ? "inquiry" : "checkup");
    auto meter = eligibility::NoMeter{};
    auto& service = route.listener == RouteListener::kInternet     ? control.internet()
                    : route.listener == RouteListener::kClosedLine ? control.closed_line()
                                                                   : admin;
    return service.handle({.method = route.method,
                           .target = path,
                           .body = "",
                           .authorization = route.listener == RouteListener::kAdmin ? "Bearer token" : ""},
                          eligibility::at("2024-12-02T09:00:00+09:00"), meter);
  }
};

TEST(OpenApi, IsWhatTheServersRoute) {
  for (auto const& route : adapters::kRoutes) {
    auto services = Services{};
    auto const answer = services.ask(route);
    EXPECT_NE(answer.status, 405) << route.method << " " << route.path;
    EXPECT_NE(answer.status, 401) << route.method << " " << route.path;
    EXPECT_EQ(answer.body.find("no such path"), std::string::npos) << route.method << " " << route.path;
    auto other = route;
    other.method = "PATCH";
    auto const refused = services.ask(other).status;
    EXPECT_TRUE(refused == 405 || refused == 404 || refused == 409) << route.path << " " << refused;
  }
}

// Calls `each` for every mapping of the document.
template <class Each>
void walk(YAML::Node const& node, std::string const& place, Each const& each) {
  if (node.IsMap()) {
    each(node, place);
    for (auto const& item : node) walk(item.second, place + "/" + item.first.as<std::string>(), each);
  } else if (node.IsSequence()) {
    for (auto const& item : node) walk(item, place, each);
  }
}

bool leads_somewhere(std::string const& reference) {
  if (!reference.starts_with("#/")) return false;
  auto node = YAML::Clone(document());
  auto parts = std::stringstream{reference.substr(2)};
  for (auto part = std::string{}; std::getline(parts, part, '/');) {
    if (!node.IsMap() || !node[part]) return false;
    node.reset(node[part]);
  }
  return true;
}

TEST(OpenApi, ReferencesLeadSomewhere) {
  auto count = 0;
  walk(document(), "", [&](YAML::Node const& node, std::string const& place) {
    if (!node["$ref"]) return;
    ++count;
    EXPECT_TRUE(leads_somewhere(node["$ref"].as<std::string>())) << place;
  });
  EXPECT_GT(count, 50);
}

TEST(OpenApi, EveryFieldAndPathSaysWhereItComesFrom) {
  auto fields = 0;
  walk(document()["components"]["schemas"], "", [&](YAML::Node const& node, std::string const& place) {
    if (!place.ends_with("/properties")) return;
    for (auto const& field : node) {
      ++fields;
      EXPECT_TRUE(field.second["x-source"]) << place << "/" << field.first.as<std::string>();
    }
  });
  EXPECT_GT(fields, 40);
  for (auto const& path : document()["paths"]) EXPECT_TRUE(path.second["x-source"]) << path.first;
}

// JSON is YAML, and the examples are written in its flow style; strings are quoted, nothing else is.
std::string as_json(YAML::Node const& node) {
  auto text = std::string{};
  if (node.IsMap()) {
    for (auto const& item : node) {
      text.append(text.empty() ? "" : ", ").append("\"").append(item.first.as<std::string>()).append("\": ");
      text.append(as_json(item.second));
    }
    return "{" + text + "}";
  }
  if (node.IsSequence()) {
    for (auto const& item : node) text.append(text.empty() ? "" : ", ").append(as_json(item));
    return "[" + text + "]";
  }
  return node.Tag() == "!" ? "\"" + node.Scalar() + "\"" : node.Scalar();
}

bool is_read(std::string const& decoder, std::string const& json) {
  if (decoder == "consent_request") return adapters::decode_consent_request(json).has_value();
  if (decoder == "consent_answer") return adapters::decode_consent_answer(json).has_value();
  if (decoder == "card_proof") return adapters::decode_card_proof(json).has_value();
  if (decoder == "registration") return adapters::decode_registration(json).has_value();
  if (decoder == "fault") {
    auto plan = eligibility::FaultPlan{1};
    auto faults = adapters::FaultsAdminHttp{plan, true};
    auto meter = eligibility::NoMeter{};
    return faults.handle({.method = "POST", .target = "/faults", .body = json}, {}, meter).status == 200;
  }
  auto const xml = adapters::xml_of_json(json);
  if (!xml) return false;
  if (decoder == "notice_request") return static_cast<bool>(adapters::decode_notice_request(*xml));
  if (decoder == "re_inquiry_request") return static_cast<bool>(adapters::decode_re_inquiry_request(*xml));
  return false;
}

TEST(OpenApi, ExamplesAreReadByTheServersDecoders) {
  auto read = std::set<std::string>{};
  walk(document(), "", [&](YAML::Node const& node, std::string const& place) {
    if (!node["x-decoder"]) return;
    auto const decoder = node["x-decoder"].as<std::string>();
    auto const json = as_json(node["example"]);
    EXPECT_TRUE(is_read(decoder, json)) << place << ": " << json;
    read.insert(decoder);
  });
  EXPECT_EQ(read.size(), 7U);
}

}  // namespace
}  // namespace kazasu::harness
