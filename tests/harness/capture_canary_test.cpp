// No line of a capture may show anything personal, whatever is sent and answered.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "emulators/adapters/capture/capture_mask.h"
#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/medical_data_xml.h"
#include "tests/harness/served_world.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;
using eligibility::SampleStations;

class CaptureCanary : public testing::Test {
 protected:
  CaptureCanary() { fs::remove_all(folder); }
  ~CaptureCanary() override { fs::remove_all(folder); }
  std::string captured(std::string const& name) const {
    auto text = std::stringstream{};
    text << std::ifstream{folder / name}.rdbuf();
    return text.str();
  }

  fs::path folder = fs::temp_directory_path() / ("kazasu-capture-" + std::to_string(getpid()));
};

using Secrets = std::vector<std::string>;

std::string institution() {
  return std::string{SampleStations::kCodes[0]};
}

// A first visit on the internet listener; returns its registration number.
std::string visit(ServedWorld const& served, Secrets& secrets) {
  auto const json = std::string{"application/json"};
  EXPECT_EQ(served.on_internet({.path = "/v/token-0", .method = "GET"}).status, 200);
  auto const opened = served.on_internet({.path = "/v/token-0/visits",
                                          .body = adapters::encode_consents(eligibility::ConsentSet::all()),
                                          .content_type = json});
  auto const consent = adapters::decode_consent_answer(opened.body).value();
  auto const request = served.world.signed_by(2, consent);
  auto const card =
      served.on_internet({.path = "/v/token-0/visits/" + consent.session + "/authentication",
                          .body = adapters::encode_card_proof({request.certificate, request.signature}),
                          .content_type = json});
  auto const registration = adapters::decode_registration(card.body).value();
  EXPECT_EQ(registration.outcome, eligibility::Outcome::kAccepted);
  for (auto const& secret : {std::string{"token-0"}, consent.session, adapters::encode_base64(consent.nonce),
                             adapters::encode_base64(request.certificate),
                             adapters::encode_base64(request.signature), registration.number}) {
    secrets.push_back(secret);
  }
  return registration.number;
}

// What the station asks about the same person.
void ask_on_line(ServedWorld const& served, std::string const& number, Secrets& secrets) {
  auto const inquiry = adapters::encode(eligibility::InquiryRequest{
      .institution_code = institution(), .registration_number = number, .file_identifier = "canary-file"});
  EXPECT_NE(served.on_line({.path = "/eligibility/inquiry", .body = inquiry}).body.find("試験　花子"),
            std::string::npos);
  auto const again = adapters::encode(
      eligibility::ReInquiryRequest{.institution_code = institution(),
                                    .file_identifier = "canary-file",
                                    .search = {.insurer_number = "06130488",
                                               .symbol = "3177",
                                               .number = "102",
                                               .birth_date = std::chrono::year{1948} / 2 / 29,
                                               .arbitrary_identifier = "canary-identifier"}});
  EXPECT_EQ(served.on_line({.path = "/eligibility/re-inquiry", .body = again}).status, 200);
  auto const view = adapters::encode(eligibility::MedicalDataRequest{.institution_code = institution(),
                                                                     .file_identifier = "canary-file",
                                                                     .insurer_number = "06130488",
                                                                     .symbol = "3177",
                                                                     .number = "102"});
  auto const data = served.on_line({.path = "/eligibility/medical-data/medication", .body = view});
  auto const drugs =
      adapters::decode_medical_data_answer(data.body, eligibility::MedicalDataKind::kMedication);
  ASSERT_TRUE(drugs);
  for (auto const& claim : drugs.message->claims) {
    for (auto const& day : claim.days) {
      for (auto const& drug : day.drugs) secrets.push_back(drug.name);
    }
  }
}

TEST_F(CaptureCanary, ShowsNothingPersonal) {
  auto served = ServedWorld{folder};
  auto secrets = Secrets{"試験　花子", "ｼｹﾝ",  "東京都",      "100-0000",          "19480229",
                         "06130488",   "3177", "canary-file", "canary-identifier", "試験訪問看護"};
  auto const number = visit(served, secrets);
  ask_on_line(served, number, secrets);
  served.stop();
  EXPECT_GT(secrets.size(), 20U);

  auto const internet = captured("internet.jsonl");
  auto const line = captured("closed-line.jsonl");
  for (auto const& secret : secrets) {
    EXPECT_EQ(internet.find(secret), std::string::npos) << secret;
    EXPECT_EQ(line.find(secret), std::string::npos) << secret;
  }
  // And yet it says what happened.
  for (auto const* const said : {R"("operation":"consent")", R"("operation":"authentication")",
                                 R"("outcome":"accepted")", R"("version":"TLSv1.3")", R"("station":0)"}) {
    EXPECT_NE(internet.find(said), std::string::npos) << said;
  }
  for (auto const* const said : {R"("operation":"medical_data")", R"("client_subject":"1360000014")",
                                 R"("QualificationValidity":"1")", R"("Name":"***")"}) {
    EXPECT_NE(line.find(said), std::string::npos) << said;
  }
  struct stat status = {};
  ASSERT_EQ(::stat((folder / "internet.jsonl").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(CaptureCanary, HidesWhatIsSentInTheWrongPlace) {
  for (auto const* const body :
       {"CANARY", R"({"CANARY": 1})", R"({"care": "CANARY"})", R"({"outcome": "CANARY"})",
        R"({"care": 12345678})", R"({"rule": {"CANARY": ["CANARY"]}})", R"(["CANARY"])", R"("CANARY")",
        R"({"consent_items": ["CANARY"]})", "<XmlMsg><CANARY>1</CANARY></XmlMsg>",
        "<XmlMsg><ErrorCode>CANARY</ErrorCode></XmlMsg>",
        "<XmlMsg><MessageHeader><SegmentOfResult>CANARY</SegmentOfResult></MessageHeader></XmlMsg>",
        "<XmlMsg><CANARY", "<CANARY/>"}) {
    auto const masked = adapters::mask_body(body);
    EXPECT_EQ(masked.json.find("CANARY"), std::string::npos) << masked.json;
    EXPECT_EQ(masked.json.find("1234"), std::string::npos) << masked.json;
    EXPECT_EQ(masked.outcome, "");
  }
}

TEST_F(CaptureCanary, SaysWhichFaultStruck) {
  auto served = ServedWorld{folder};
  served.rules.faults.add(eligibility::parse_service_fault("reset on page station 0", jst(kInside)));
  served.on_internet({.path = "/v/token-0", .method = "GET"});
  served.on_internet({.path = "/v/token-1", .method = "GET"});
  served.stop();
  auto const lines = captured("internet.jsonl");
  EXPECT_NE(lines.find(R"("station":0)"), std::string::npos);
  EXPECT_NE(lines.find(R"("end":"reset","status":0)"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("fault":1)"), std::string::npos);
  EXPECT_NE(lines.find(R"("station":1)"), std::string::npos);
}

TEST_F(CaptureCanary, KeepsToOneStationToOnePersonOrToNothing) {
  auto served = ServedWorld{folder};
  auto const pages = [&] {
    served.on_internet({.path = "/v/token-0", .method = "GET"});
    served.on_internet({.path = "/v/token-1", .method = "GET"});
  };
  EXPECT_EQ(served.administer("POST", "/capture", R"({"station": 1})").status, 200);
  pages();
  EXPECT_EQ(served.administer("POST", "/capture", R"({"person": 2})").status, 200);
  auto secrets = Secrets{};
  visit(served, secrets);
  EXPECT_EQ(served.administer("DELETE", "/capture").body, R"({"running":false,"written":2,"lost":0})");
  pages();
  EXPECT_EQ(served.administer("POST", "/capture", R"({"person": "x"})").status, 400);
  served.stop();
  auto const lines = captured("internet.jsonl");
  EXPECT_EQ(std::ranges::count(lines, '\n'), 2);
  EXPECT_NE(lines.find(R"("operation":"page","station":1)"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("operation":"authentication","station":0)"), std::string::npos) << lines;
}

TEST_F(CaptureCanary, FilesAreBounded) {
  auto capture = adapters::Capture{folder, {.file = 100, .kept = 3}};
  for (auto i = 0; i < 50; ++i) capture.write("internet", std::string(40, static_cast<char>('a' + i % 26)));
  EXPECT_EQ(capture.written(), 50U);
  auto files = 0;
  for (auto const& file : fs::directory_iterator{folder}) {
    ++files;
    EXPECT_LE(fs::file_size(file.path()), 100U);
  }
  EXPECT_EQ(files, 3);
  EXPECT_EQ(captured("internet.jsonl").substr(0, 1), "w");
}

}  // namespace
}  // namespace kazasu::harness
