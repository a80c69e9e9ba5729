// docs/protocols/openapi.yaml against the catalogue of routes, which route_catalogue_test.cpp holds against
// the servers: every route is in both, every reference leads somewhere, every field says where it comes from
// and none that is written is missing, and the examples are read by the servers' own decoders.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "emulators/adapters/admin/faults_admin_http.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/json/json_mirror.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/closed_line_routes.h"
#include "emulators/adapters/services/route_catalogue.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/medical_data_xml.h"
#include "emulators/adapters/xml/settings_xml.h"

namespace kazasu::harness {
namespace {

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

TEST(OpenApi, EveryAdminRouteSaysWhatComesWithoutATokenAndWithoutAStore) {
  auto const of_state = std::regex{"/(stations|people|visits|outcomes|reset|claims)(/.*)?"};
  auto routes = 0;
  for (auto const& route : adapters::kRoutes) {
    if (route.listener != adapters::RouteListener::kAdmin) continue;
    ++routes;
    auto const path = std::string{route.path};
    auto const responses = document()["paths"][path][lower(route.method)]["responses"];
    auto const open = path == "/health" || path == "/ready";
    EXPECT_EQ(static_cast<bool>(responses["401"]), !open) << route.method << " " << path;
    auto const full = path == "/ocsp/{serial}" && route.method == "PUT";
    auto const kept = std::regex_match(path, of_state) || path == "/ready" || full;
    EXPECT_EQ(static_cast<bool>(responses["503"]), kept) << route.method << " " << path;
  }
  EXPECT_GT(routes, 20);
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

bool is_fault(std::string const& json) {
  auto plan = eligibility::FaultPlan{1};
  auto faults = adapters::FaultsAdminHttp{plan, true};
  auto meter = eligibility::NoMeter{};
  return faults.handle({.method = "POST", .target = "/faults", .body = json}, {}, meter).status == 200;
}

using Reads = std::map<std::string, std::function<bool(std::string const&)>>;

Reads json_decoders() {
  using namespace adapters;
  return {
      {"consent_request", [](auto const& json) { return decode_consent_request(json).has_value(); }},
      {"consent_answer", [](auto const& json) { return decode_consent_answer(json).has_value(); }},
      {"card_proof", [](auto const& json) { return decode_card_proof(json).has_value(); }},
      {"registration", [](auto const& json) { return decode_registration(json).has_value(); }},
      {"visit_end", [](auto const& json) { return decode_visit_end(json).has_value(); }},
      {"activation_request", [](auto const& json) { return decode_activation_request(json).has_value(); }},
      {"activation_answer", [](auto const& json) { return decode_activation_answer(json).has_value(); }},
      {"claim_login", [](auto const& json) { return decode_login_request(json).has_value(); }},
      {"claim_upload", [](auto const& json) { return decode_upload_request(json).has_value(); }},
      {"claim_decision", [](auto const& json) { return decode_decision(json).has_value(); }},
      {"claim_session", [](auto const& json) { return decode_login_answer(json).has_value(); }},
      {"claim_send", [](auto const& json) { return decode_send_answer(json).has_value(); }},
      {"claim_upload_state", [](auto const& json) { return decode_upload_state(json).has_value(); }},
      {"claim_status", [](auto const& json) { return decode_status_answer(json).has_value(); }},
      {"claim_outcome", [](auto const& json) { return decode_outcome(json).has_value(); }},
      {"fault", is_fault}};
}

Reads xml_decoders() {
  using namespace adapters;
  using eligibility::BulkKind;
  using eligibility::MedicalDataKind;
  using eligibility::SettingsAction;
  auto const is = [](auto const& decoded) { return static_cast<bool>(decoded); };
  return {
      {"notice_request", [is](auto const& xml) { return is(decode_notice_request(xml)); }},
      {"inquiry_request", [is](auto const& xml) { return is(decode_inquiry_request(xml)); }},
      {"re_inquiry_request", [is](auto const& xml) { return is(decode_re_inquiry_request(xml)); }},
      {"cancel_request", [is](auto const& xml) { return is(decode_cancel_request(xml)); }},
      {"bulk_request", [is](auto const& xml) { return is(decode_bulk_request(xml, BulkKind::kInquiry)); }},
      {"bulk_result_request",
       [is](auto const& xml) { return is(decode_bulk_result_request(xml, BulkKind::kInquiry)); }},
      {"medical_data_request",
       [is](auto const& xml) { return is(decode_medical_data_request(xml, MedicalDataKind::kMedication)); }},
      {"settings_request",
       [is](auto const& xml) { return is(decode_settings_request(xml, SettingsAction::kUrl)); }},
      {"reference_number_request",
       [is](auto const& xml) { return is(decode_reference_number_request(xml)); }}};
}

bool is_read(std::string const& decoder, std::string const& json) {
  static auto const of_json = json_decoders();
  static auto const of_xml = xml_decoders();
  if (auto const found = of_json.find(decoder); found != of_json.end()) return found->second(json);
  auto const xml = adapters::xml_of_json(json);
  auto const found = of_xml.find(decoder);
  return xml && found != of_xml.end() && found->second(*xml);
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
  EXPECT_EQ(read.size(), json_decoders().size() + xml_decoders().size()) << "every decoder has its example";
}

// The names of the members of an object that our own encoders wrote.
std::set<std::string> members(std::string const& json) {
  auto names = std::set<std::string>{};
  for (auto const& member : YAML::Load(json)) names.insert(member.first.as<std::string>());
  return names;
}

std::set<std::string> described(std::initializer_list<char const*> schemas) {
  auto names = std::set<std::string>{};
  for (auto const* const schema : schemas) {
    for (auto const& field : document()["components"]["schemas"][schema]["properties"]) {
      names.insert(field.first.as<std::string>());
    }
  }
  return names;
}

void expect_described(std::string const& json, std::initializer_list<char const*> schemas) {
  auto const known = described(schemas);
  for (auto const& name : members(json)) EXPECT_TRUE(known.contains(name)) << *schemas.begin() << " " << name;
}

TEST(OpenApi, NoFieldThatIsWrittenIsMissing) {
  using eligibility::Outcome;
  expect_described(adapters::encode_consent_screen("x"), {"ConsentScreen"});
  expect_described(adapters::encode_consent_request({.consents = eligibility::ConsentSet::all(),
                                                     .care = eligibility::Care::kOnline,
                                                     .action = eligibility::ConsentAction::kView,
                                                     .registers_card = true,
                                                     .way_in = eligibility::WayIn::kApp,
                                                     .device = "d"}),
                   {"ConsentRequest"});
  expect_described(adapters::encode_consent_answer({.outcome = Outcome::kBusy}), {"ConsentAnswer"});
  expect_described(adapters::encode_card_proof({.certificate = "c",
                                                .signature = "",
                                                .device = "d",
                                                .identity = eligibility::IdentityCheck::kVisual,
                                                .passcode = "1"}),
                   {"CardProof"});
  auto const judged = eligibility::Registration{.outcome = Outcome::kCardSuspended,
                                                .number = "1",
                                                .card_registered = true,
                                                .card_linked = true,
                                                .consents = {{.care = eligibility::Care::kContinuing}}};
  expect_described(adapters::encode_registration(judged), {"Registration"});
  expect_described(
      adapters::encode_progress({.state = eligibility::VisitState::kJudged, .registration = judged}),
      {"VisitState", "Registration"});
  expect_described(adapters::encode_progress({.state = eligibility::VisitState::kEnded}), {"VisitState"});
  expect_described(adapters::encode_activation_answer({.outcome = Outcome::kBusy, .device = "d"}),
                   {"Device"});
}

TEST(OpenApi, NoFieldOfTheClaimsLineIsMissing) {
  auto const month = std::chrono::year{2024} / std::chrono::December;
  expect_described(adapters::encode_outcome(claims::ClaimOutcome::kBusy), {"ClaimRefusal"});
  expect_described(adapters::encode_login_request({.user = "a", .password = "b", .new_password = "c"}),
                   {"ClaimLogin"});
  expect_described(adapters::encode_login_answer({.session = "s"}), {"ClaimSession"});
  expect_described(adapters::encode_send_answer({.number = 1}), {"ClaimSend"});
  expect_described(adapters::encode_upload_request({.month = month, .sha256 = ""}), {"ClaimUpload"});
  expect_described(adapters::encode_upload_state({.upload = "u"}), {"ClaimUploadState"});
  expect_described(adapters::encode_decision({.month = month}), {"ClaimDecision"});
  auto const status = adapters::encode_status_answer({.sends = {{.number = 1}}});
  expect_described(status, {"ClaimStatus"});
  auto const known = described({"ClaimSendStatus"});
  for (auto const& member : YAML::Load(status)["sends"][0]) {
    EXPECT_TRUE(known.contains(member.first.as<std::string>())) << member.first;
  }
}

// The words that a parameter of a path may be.
std::set<std::string> words_of(char const* path, std::string const& parameter) {
  auto words = std::set<std::string>{};
  for (auto const& listed : document()["paths"][path]["parameters"]) {
    auto const node =
        listed["$ref"] ? document()["components"]["parameters"]["bulk_kind"] : YAML::Node(listed);
    if (node["name"].as<std::string>() != parameter) continue;
    for (auto const& word : node["schema"]["enum"]) words.insert(word.as<std::string>());
  }
  return words;
}

template <std::size_t kCount>
std::set<std::string> set_of(std::array<std::string_view, kCount> const& words) {
  return {words.begin(), words.end()};
}

TEST(OpenApi, KnowsTheKindsAndActionsInThePaths) {
  EXPECT_EQ(words_of("/eligibility/bulk/{kind}/requests", "kind"), set_of(adapters::kBulkKindNames));
  EXPECT_EQ(words_of("/eligibility/medical-data/{kind}", "kind"), set_of(adapters::kMedicalDataKindNames));
  EXPECT_EQ(words_of("/eligibility/settings/{action}", "action"), set_of(eligibility::kSettingsActions));
  auto lists = std::set<std::string>{};
  for (std::size_t i = 0; i < claims::kClaimLists; ++i) {
    lists.emplace(claims::name_of(static_cast<claims::ClaimList>(i)));
  }
  EXPECT_EQ(words_of("/{payer}/lists/{list}", "list"), lists);
}

}  // namespace
}  // namespace kazasu::harness
