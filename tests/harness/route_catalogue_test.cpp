// The catalogue of routes against the servers, from both sides: every route of it is served, and whatever is
// served is in it. The words to try come from the sources of the servers, so that a new route needs no help
// to be found missing.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "emulators/adapters/admin/admin_http.h"
#include "emulators/adapters/claims_line/claims_admin_http.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/claims_line/claims_page_http.h"
#include "emulators/adapters/claims_store/openssl_password_seal.h"
#include "emulators/adapters/ocsp/ocsp_admin_http.h"
#include "emulators/adapters/services/closed_line_http.h"
#include "emulators/adapters/services/closed_line_routes.h"
#include "emulators/adapters/services/reception_service_http.h"
#include "emulators/adapters/services/request_operation.h"
#include "emulators/adapters/services/route_catalogue.h"
#include "emulators/adapters/web/web_page_http.h"
#include "harness/claims_world.h"
#include "harness/closed_line_codec.h"
#include "harness/served_control.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;
using adapters::Route;
using adapters::RouteListener;
using eligibility::FaultOperation;

constexpr auto kListeners = std::array{RouteListener::kInternet, RouteListener::kClosedLine,
                                       RouteListener::kAdmin, RouteListener::kWeb, RouteListener::kClaims};
constexpr auto kNow = "2024-12-02T09:00:00+09:00";

claims::SharedWindowSettings few_others() {
  auto settings = claims::SharedWindowSettings{};
  settings.others.shape.month = std::chrono::year{2024} / std::chrono::December;
  for (auto* const kind : {&settings.others.medical, &settings.others.dental, &settings.others.pharmacy}) {
    kind->count = 1;
  }
  return settings;
}

// The services of all listeners, without their sockets.
struct Services {
  Services() {
    responder.set(1000, {});
    auto login = claims::first_login(1, world.stations.station(0));
    login.new_password = "Synthetic1";
    auto const answer =
        claims_system.accounts().log_in({0, claims::Payer::kFund}, login, eligibility::at(kNow));
    claims_bearer = "Bearer " + answer.session;
  }
  Services(Services const&) = delete;
  Services& operator=(Services const&) = delete;

  adapters::ReceptionHandlers handlers() {
    auto handlers = adapters::reception_handlers(world.system, world.stations);
    handlers.progress = &progress;
    return handlers;
  }

  eligibility::SampleWorld world;
  eligibility::VisitProgress progress;
  ServedRules rules{1};
  adapters::ReceptionServiceHttp reception{handlers()};
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
  adapters::WebPageHttp web{{.api = control.internet(),
                             .institution_name = [](std::string_view token) -> std::optional<std::string> {
                               return token == "token-0" ? std::optional<std::string>{"x"} : std::nullopt;
                             }}};
  adapters::OpensslPasswordSeal seal;
  claims::ClaimsSystem claims_system{{.stations = world.stations, .seal = seal, .seed = 1}};
  claims::FeeTable fees = official_fee_table();
  adapters::ClaimsLineHttp claims_line{
      {.system = claims_system, .stations = world.stations, .rules = {.fees = fees}}};
  adapters::ClaimsPageHttp claims_page{claims_line};
  claims::SharedWindow window{few_others(), claims_system.asp(claims::Payer::kFund),
                              claims_system.asp(claims::Payer::kFederation)};
  adapters::ClaimsAdminHttp claims_admin{claims_system, claims_line, &window};
  std::string claims_bearer;
  adapters::AdminHttp admin{
      "token",
      {.ready = [] { return true; },
       .listeners = [] { return std::vector<adapters::NamedCounters>{}; },
       .figures = {},
       .set_calendar = [](adapters::CalendarSetting const&) {},
       .stop = [] {},
       .services = control.admin_services({{"ocsp", &ocsp}, {"claims", &claims_admin}})}};

  adapters::HttpService& service(RouteListener listener) {
    switch (listener) {
      case RouteListener::kInternet:
        return control.internet();
      case RouteListener::kClosedLine:
        return control.closed_line();
      case RouteListener::kAdmin:
        return admin;
      case RouteListener::kClaims:
        return claims_page;
      case RouteListener::kWeb:
        break;
    }
    return web;
  }

  adapters::HttpAnswer ask(RouteListener listener, std::string_view method, std::string const& path) {
    auto meter = eligibility::NoMeter{};
    auto request = adapters::HttpRequestView{.method = method, .target = path};
    if (listener == RouteListener::kAdmin) request.authorization = "Bearer token";
    if (listener == RouteListener::kClaims) {
      request.authorization = claims_bearer;
      request.client_institution = eligibility::SampleStations::kCodes[0];
    }
    request.host = "127.0.0.1";
    request.origin = "https://127.0.0.1";
    return service(listener).handle(request, eligibility::at(kNow), meter);
  }

  // Somebody answers at the path, be it with a refusal of what was asked.
  bool serves(RouteListener listener, std::string_view method, std::string const& path) {
    auto const answer = ask(listener, method, path);
    // Elsewhere a 404 of the protocol names an institution or a visit that there is not.
    auto const nowhere = answer.status == 404 && (listener == RouteListener::kAdmin ||
                                                  answer.body.find("no such path") != std::string::npos ||
                                                  answer.content_type.starts_with("text/html"));
    return !nowhere && answer.status != 405;
  }
};

// The path with something there is in the place of each parameter.
std::string filled(Route const& route) {
  auto path = std::string{route.path};
  auto const of_claims = route.listener == RouteListener::kClaims;
  auto const medical = path.find("medical") != std::string::npos;
  for (auto const& [parameter, value] :
       {std::pair{"{reception_token}", "token-0"}, std::pair{"{session}", "00"}, std::pair{"{station}", "0"},
        std::pair{"{person}", "0"}, std::pair{"{serial}", "1000"}, std::pair{"{id}", "1"},
        std::pair{"{kind}", medical ? "checkup" : "inquiry"}, std::pair{"{action}", "inquiry"},
        std::pair{"{code}", "code.svg"}, std::pair{"{file}", of_claims ? "claims.js" : "visit.js"},
        std::pair{"{payer}", "fund"}, std::pair{"{upload}", "0"}, std::pair{"{list}", "receipt"}}) {
    auto const at = path.find(parameter);
    if (at != std::string::npos) path.replace(at, std::string_view{parameter}.size(), value);
  }
  return path;
}

TEST(RouteCatalogue, IsServed) {
  for (auto const& route : adapters::kRoutes) {
    auto services = Services{};
    auto const path = filled(route);
    if (path == "/faults/1") services.rules.faults.add(eligibility::parse_service_fault("busy", {}));
    if (route.path == "/v/{reception_token}/visits/{session}") {
      // An unknown visit is a 404 of the protocol.
      EXPECT_EQ(services.ask(route.listener, route.method, path).body, R"({"state": "unknown"})");
      continue;
    }
    EXPECT_TRUE(services.serves(route.listener, route.method, path)) << route.method << " " << path;
    EXPECT_NE(Services{}.ask(route.listener, route.method, path).status, 401) << path;
    auto const refused = services.ask(route.listener, "PATCH", path).status;
    EXPECT_TRUE(refused == 405 || refused == 404) << path << " " << refused;
  }
}

// The words that the sources of the servers compare the parts of a path with.
std::set<std::string> words() {
  auto found = std::set<std::string>{};
  auto const text = std::regex{R"re("([a-z][a-z0-9_.-]*)")re"};
  auto const asks =
      std::regex{R"(path\[|(name|file|what|step|target) == |others\[|kSegments|kAboutOnePerson)"};
  auto sources = std::vector<fs::path>{"harness/served_control.cpp", "harness/served_status.h"};
  for (auto const* const folder : {"services", "web", "admin", "ocsp", "claims_line"}) {
    for (auto const& file : fs::directory_iterator{fs::path{"emulators/adapters"} / folder}) {
      sources.push_back(file.path());
    }
  }
  for (auto const& source : sources) {
    auto stream = std::ifstream{source};
    for (auto line = std::string{}, before = line; std::getline(stream, line); before = line) {
      // What a line asks for may stand in the next one.
      if (!std::regex_search(line, asks) && !std::regex_search(before, asks)) continue;
      for (auto at = std::sregex_iterator{line.begin(), line.end(), text}; at != std::sregex_iterator{};
           ++at) {
        found.insert((*at)[1]);
      }
    }
  }
  for (auto const name : adapters::kBulkKindNames) found.emplace(name);
  for (auto const name : adapters::kMedicalDataKindNames) found.emplace(name);
  for (auto const name : eligibility::kSettingsActions) found.emplace(name);
  for (auto const name : adapters::kPayerNames) found.emplace(name);
  return found;
}

std::vector<std::string> parts_of(std::string const& path) {
  auto parts = std::vector<std::string>{};
  auto stream = std::stringstream{path.substr(1)};
  for (auto part = std::string{}; std::getline(stream, part, '/');) parts.push_back(part);
  return parts;
}

bool fits(Route const& route, std::string const& path) {
  auto const pattern = parts_of(std::string{route.path});
  auto const parts = parts_of(path);
  return std::ranges::equal(pattern, parts, [](std::string const& wanted, std::string const& part) {
    return wanted.starts_with('{') || wanted == part;
  });
}

bool is_listed(RouteListener listener, std::string_view method, std::string const& path) {
  return std::ranges::any_of(adapters::kRoutes, [&](Route const& route) {
    auto const of_page = listener == RouteListener::kWeb && route.listener == RouteListener::kInternet &&
                         path.starts_with("/v/");
    return (route.listener == listener || of_page) && route.method == method && fits(route, path);
  });
}

// Every beginning of a path of that listener, the empty one included.
std::set<std::string> beginnings(RouteListener listener) {
  auto found = std::set<std::string>{""};
  for (auto const& route : adapters::kRoutes) {
    if (route.listener != listener) continue;
    auto path = std::string{};
    for (auto const& part : parts_of(filled(route))) found.insert(path += "/" + part);
  }
  return found;
}

TEST(RouteCatalogue, ForgetsNoRoute) {
  auto const tried = words();
  for (auto const* const word : {"visits", "settings", "code.svg", "outcomes", "faults", "health"}) {
    EXPECT_TRUE(tried.contains(word)) << word;
  }
  auto asked = 0;
  for (auto const listener : kListeners) {
    auto services = Services{};
    auto const try_it = [&](std::string const& path) {
      for (auto const* const method : {"GET", "POST", "PUT", "DELETE"}) {
        ++asked;
        auto const served = services.serves(listener, method, path);
        EXPECT_TRUE(!served || is_listed(listener, method, path))
            << method << " " << path << " is served and not in route_catalogue.h";
      }
    };
    for (auto const& beginning : beginnings(listener)) {
      for (auto const& word : tried) {
        auto const path = beginning + "/" + word;
        try_it(path);
        try_it(path + "/0");
        try_it(path + "/0/" + word);
        // Nobody is three words away from what is known.
        for (auto const& next : tried) try_it(path + "/" + next);
      }
    }
  }
  EXPECT_GT(asked, 100'000);
}

// What faults and captures call an operation is what the catalogue lists, and the other way round.
TEST(RouteCatalogue, HasAnOperationForEveryRouteOfAPatientAndAStation) {
  auto operations = std::set<FaultOperation>{};
  for (auto const& route : adapters::kRoutes) {
    auto const path = filled(route);
    auto const request = adapters::HttpRequestView{.method = route.method, .target = path};
    auto operation = std::optional<FaultOperation>{};
    if (route.listener == RouteListener::kInternet) operation = adapters::internet_operation(request);
    if (route.listener == RouteListener::kClosedLine) operation = adapters::closed_line_operation(request);
    if (route.listener == RouteListener::kClaims) operation = adapters::claims_operation(request);
    if (operation) operations.insert(*operation);
    auto const needed = route.listener == RouteListener::kInternet || route.path.starts_with("/{payer}") ||
                        (route.listener == RouteListener::kClosedLine && route.path != "/eligibility/auth");
    EXPECT_EQ(operation.has_value(), needed) << path;
  }
  EXPECT_EQ(operations.size(), eligibility::kFaultOperations) << "an operation has no route";
}

// The page goes on asking while the answer is one of these, and gives up when its patience is over.
TEST(RouteCatalogue, QuestionsAfterAVisitCanBeStruck) {
  auto services = Services{};
  services.rules.faults.add(eligibility::parse_service_fault("busy on visit session 00 first 2", {}));
  for (auto const* const path : {"/v/token-0/visits/00", "/v/token-0/visits/00/end"}) {
    auto const* const method = std::string_view{path}.ends_with("end") ? "POST" : "GET";
    auto const answer = services.ask(RouteListener::kWeb, method, path);
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.body.find(R"("outcome": "busy")"), std::string::npos) << answer.body;
  }
  EXPECT_EQ(services.ask(RouteListener::kWeb, "GET", "/v/token-0/visits/00").status, 404);
  EXPECT_EQ(services.ask(RouteListener::kWeb, "GET", "/v/token-0/visits/11").status, 404);
  EXPECT_EQ(services.rules.faults.entries().front().second.struck, 2U);
}

}  // namespace
}  // namespace kazasu::harness
