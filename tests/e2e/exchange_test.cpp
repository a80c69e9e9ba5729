// Files dropped into req come back in res.
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <thread>

#include "tests/e2e/exchange_world.h"

namespace kazasu::e2e {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kSearch = "QualificationConfirmSearchInfo";

// The first person of a bulk result, as a re-inquiry asks about them.
struct Patient {
  std::string insurer, symbol, number, branch, born;
};
Patient patient_of(std::string const& result) {
  auto const search = element(result, kSearch);
  return {element(search, "InsurerNumber"), element(search, "InsuredCardSymbol"),
          element(search, "InsuredIdentificationNumber"), element(search, "InsuredBranchNumber"),
          element(search, "Birthdate")};
}
std::string items(Patient const& patient) {
  return tagged("InsurerNumber", patient.insurer) + tagged("InsuredCardSymbol", patient.symbol) +
         tagged("InsuredIdentificationNumber", patient.number) +
         tagged("InsuredBranchNumber", patient.branch);
}
std::string search(Patient const& patient) {
  return tagged(kSearch, items(patient) + tagged("Birthdate", patient.born));
}

class Exchange : public ExchangeWorld {
 protected:
  // Everyone who consented lately, by the four steps.
  std::string consented() {
    drop("OQSmuhvq01req_1.xml", message("b1", tagged(kSearch,
                                                     "<ConsentDateFrom>20241201</ConsentDateFrom>"
                                                     "<ConsentDateTo>20241210</ConsentDateTo>"
                                                     "<MedicalTreatmentFlag>2</MedicalTreatmentFlag>")));
    auto const acceptance = fetch("OQSmuhvq01res_1.xml");
    EXPECT_EQ(element(acceptance, "SegmentOfResult"), "1") << acceptance;
    return bulk_result("OQSmuhvq", element(acceptance, "ReceptionNumber"));
  }
  std::string medical_data(std::string const& suffix, Patient const& patient, char const* category) const {
    auto text =
        message(suffix, tagged("FileCategory", category) + "<MedicalTreatmentFlag>2</MedicalTreatmentFlag>");
    auto const header =
        tagged("InsurerNumber", patient.insurer) + tagged("InsuranceCardSymbol", patient.symbol) +
        tagged("InsuredPersonIdentificationNumber", patient.number) + tagged("BranchNumber", patient.branch);
    return text.insert(text.find("</MessageHeader>"), header);
  }
};

TEST_F(Exchange, AVisitedPatientFromTheListToTheCancellation) {
  start_server();
  make_visits();
  start_exchange();
  auto const list = consented();
  EXPECT_EQ(element(list, "NumberOfProcessingResult"), "5") << list;
  auto const patient = patient_of(list);

  drop("OQSsihvq01req_1.xml", message("h1", search(patient)));
  auto const again = fetch("OQSsihvq01res_1.xml");
  EXPECT_EQ(element(again, "ArbitraryFileIdentifier"), "h1");
  EXPECT_EQ(element(again, "CharacterCodeIdentifier"), "1") << "Shift_JIS, as the request";
  EXPECT_EQ(element(again, "QualificationValidity"), "1") << again;
  auto const name = element(again, "Name");

  drop("YZKsiquc01req_1.xml", medical_data("m1", patient, "4"));
  auto const data = fetch("YZKsiquc01res_1.xml");
  EXPECT_EQ(element(data, "ResultCode"), "1") << data;
  EXPECT_EQ(element(data, "Name"), name);
  drop("YZKsiquc01req_2.xml", medical_data("m2", patient, "3"));
  auto const pdf = fetch("YZKsiquc01res_2.pdf");
  EXPECT_TRUE(pdf.starts_with("%PDF-")) << pdf.substr(0, 20);
  drop("TKKsiquc01req_1.xml", medical_data("m3", patient, "1"));
  EXPECT_EQ(element(fetch("TKKsiquc01res_1.xml"), "ErrorCode"), "consent_missing")
      << "check-ups were not consented to, so that there is no PDF either";

  drop(
      "OQSsihvd01req_1.xml",
      message("c1", tagged("ConsentCancelInfo", search(patient) + tagged("ReasonOfConsentExpiration", "1"))));
  EXPECT_EQ(element(fetch("OQSsihvd01res_1.xml"), "ProcessingResultStatus"), "1");
  drop("YZKsiquc01req_3.xml", medical_data("m4", patient, "3"));
  EXPECT_EQ(element(fetch("YZKsiquc01res_3.xml"), "ErrorCode"), "consent_cancelled");
  EXPECT_TRUE(empties("req"));
  EXPECT_EQ(names("trash"), std::vector<std::string>{});
}

TEST_F(Exchange, CardConfirmationsAppearByThemselves) {
  start_server();
  make_visits();
  start_exchange();
  auto const due = std::chrono::steady_clock::now() + 30s;
  while (names("face").size() < 5 && std::chrono::steady_clock::now() < due)
    std::this_thread::sleep_for(20ms);
  auto const faces = names("face");
  ASSERT_EQ(faces.size(), 5U) << log();
  for (auto const& face : faces) {
    EXPECT_TRUE(face.starts_with("OQSsiquc01res_face_")) << face;
    EXPECT_EQ(face.size(), std::string{"OQSsiquc01res_face_"}.size() + 10 + 20 + 1 + 14 + 4) << face;
    auto const text = read_text(in("face", face));
    EXPECT_NE(text.find("encoding=\"Shift_JIS\""), std::string::npos);
    EXPECT_EQ(element(text, "ReferenceClassification"), "1");
    EXPECT_EQ(element(text, "QualificationValidity"), "1");
  }
}

TEST_F(Exchange, NumbersAndQualificationsOfAnybody) {
  start_server();
  make_visits();
  start_exchange({"--zip", "OQSmuquc02"});
  auto const patient = patient_of(consented());

  drop("OQSsiimm01req_1.xml", message("n1", tagged("ReferenceNumberRegistrationInfo",
                                                   tagged("ReferenceNumber", "患者-7") + items(patient))));
  EXPECT_EQ(element(fetch("OQSsiimm01res_1.xml"), "SegmentOfResult"), "1");
  drop("OQSsiquc01req_1.xml", message("q1", search(patient)));
  auto const qualification = fetch("OQSsiquc01res_1.xml");
  EXPECT_EQ(element(qualification, "ReferenceNumber"), "患者-7") << qualification;
  EXPECT_EQ(qualification.find("<PharmacistsInfo>"), std::string::npos)
      << "no consents without a relationship";

  drop("OQSmuquc01req_1.xml", message("b2", search(patient) + search(patient)));
  auto const number = element(fetch("OQSmuquc01res_1.xml"), "ReceptionNumber");
  std::this_thread::sleep_for(500ms);
  drop("OQSmuquc02req_1.xml", message("b2", tagged("ReceptionNumber", number)));
  EXPECT_TRUE(fetch("OQSmuquc02res_1.zip").starts_with("PK"));
}

TEST_F(Exchange, AStationSetsItselfUp) {
  start_server();
  start_exchange({"--reception-url", "https://127.0.0.1:8444/"});
  auto const ask = [&](std::string const& function, std::string const& suffix, std::string const& body) {
    drop("OQSsi" + function + "01req_" + suffix + ".xml", message(suffix, body));
    return fetch("OQSsi" + function + "01res_" + suffix + ".xml");
  };
  auto const use = [](char const* flag) {
    return tagged("EnvironmentSettingInfo", tagged("HomeVisitUseSetting", flag));
  };
  EXPECT_EQ(element(ask("inq", "1", ""), "HomeVisitUseSetting"), "1");
  auto const off = ask("upd", "1", use("0"));
  EXPECT_EQ(element(off, "HomeVisitUseSetting"), "0") << off;
  EXPECT_EQ(element(off, "NumberOfExpiredConsent"), "0");
  EXPECT_EQ(element(ask("inq", "2", ""), "HomeVisitUseSetting"), "0");
  EXPECT_EQ(element(ask("upd", "2", use("1")), "HomeVisitUseSetting"), "1");

  auto const url = [](char const* change, char const* image) {
    return tagged("AccessUrlInfo",
                  tagged("UrlType", "2") + tagged("UrlChange", change) + tagged("UrlImageType", image));
  };
  auto const first = ask("url", "1", url("0", ""));
  EXPECT_TRUE(element(first, "AccessUrl").starts_with("/v/")) << first;
  EXPECT_EQ(element(first, "UrlImage"), "");
  auto const second = ask("url", "2", url("1", "2"));
  EXPECT_NE(element(second, "AccessUrl"), element(first, "AccessUrl"));
  EXPECT_TRUE(element(second, "UrlImage").starts_with("iVBORw0KGgo")) << "a PNG in Base64";
  EXPECT_TRUE(element(ask("url", "3", url("0", "1")), "UrlImage").starts_with("JVBERi")) << "a PDF";

  EXPECT_EQ(
      element(ask("vcp", "1", tagged("VisualCheckPasscodeInfo", tagged("PasscodeChange", "0"))), "Passcode")
          .size(),
      6U);
  auto const code = element(ask("aci", "1", ""), "ActivationCode");
  EXPECT_EQ(code.size(), 12U);
  EXPECT_EQ(element(ask("acl", "1", ""), "ActivationCodeStatus"), "0");
  auto const ended = ask("acd", "1", tagged("ActivationCodeInfo", tagged("ActivationCode", code)));
  EXPECT_EQ(element(ended, "ActivationCodeStatus"), "3") << ended;
  EXPECT_EQ(names("trash"), std::vector<std::string>{});
}

TEST_F(Exchange, WithoutItsBeginningNoImageOfAUrlIsMade) {
  start_server();
  fs::create_directories(root() / "req");
  drop("OQSsiurl01req_1.xml",
       message("u", tagged("AccessUrlInfo",
                           "<UrlType>2</UrlType><UrlChange>1</UrlChange><UrlImageType>2</UrlImageType>")));
  EXPECT_EQ(exchange_once({"--no-face"}).exit_code, 0);
  auto const refused = fetch("OQSsiurl01res_1.xml");
  EXPECT_EQ(element(refused, "ErrorCode"), "url_image_unavailable") << refused;
  EXPECT_NE(element(refused, "ErrorMessage").find("--reception-url"), std::string::npos);
}

TEST_F(Exchange, WhatIsNoRequestIsRefusedKeptAndDoesNotStopTheOthers) {
  start_server();
  fs::create_directories(root() / "req");
  auto const write = [&](std::string const& name, std::string_view text) {
    std::ofstream{in("req", name), std::ios::binary} << text;
  };
  auto const good = message("g", search({"06130488", "", "102", "", "19480229"}));
  write("OQSsiquc01req_1.xml", good);
  write("bad name.xml", good);
  write("ABCsiquc01req_2.xml", good);
  write("OQSmutic01req_3.xml", good);
  write("OQSsiquc01req_4.xml", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a>\x8E\x20</a>");
  write("OQSsiquc01req_5.xml", "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><XmlMsg>&d;</XmlMsg>");
  write("OQSsiquc01req_6.xml", std::string(70'000, ' '));
  write("OQSsiquc01req_7.zip", good);
  write("OQSsionq01req_8.xml", good);
  fs::create_symlink("/etc/hostname", in("req", "OQSsiquc01req_9.xml"));
  ASSERT_EQ(mkfifo(in("req", "OQSsiquc01req_10.xml").c_str(), 0600), 0);
  auto const wrong_institution = [&] {
    auto text = good;
    auto const at = text.find("<MedicalInstitutionCode>") + 24;
    return text.replace(at, 10, "1360000014");
  }();
  write("OQSsiquc01req_11.xml", wrong_institution);

  auto const finished = exchange_once({"--no-face"});
  EXPECT_EQ(finished.exit_code, 0) << finished.output;
  auto const error = [&](std::string const& name) { return element(fetch(name), "ErrorCode"); };
  EXPECT_EQ(element(fetch("OQSsiquc01res_1.xml"), "SegmentOfResult"), "1");
  EXPECT_EQ(error("ABCsiquc01res_2.xml"), "interface_unknown");
  EXPECT_EQ(error("OQSmutic01res_3.xml"), "interface_not_served");
  EXPECT_EQ(error("OQSsiquc01res_4.xml"), "charset_mismatch");
  EXPECT_EQ(error("OQSsiquc01res_5.xml"), "xml_malformed");
  EXPECT_EQ(error("OQSsiquc01res_6.xml"), "file_too_large");
  EXPECT_EQ(error("OQSsiquc01res_7.xml"), "zip_unreadable");
  EXPECT_EQ(error("OQSsionq01res_8.xml"), "treatment_flag_mismatch");
  EXPECT_EQ(error("OQSsiquc01res_9.xml"), "file_not_regular");
  EXPECT_EQ(error("OQSsiquc01res_10.xml"), "file_not_regular");
  EXPECT_EQ(error("OQSsiquc01res_11.xml"), "institution_mismatch");
  auto const left = names("res");
  ASSERT_EQ(left.size(), 1U) << "of the file whose name has no form";
  EXPECT_TRUE(left.front().starts_with("OQSerror01res_")) << left.front();
  EXPECT_EQ(error(left.front()), "name_malformed");
  EXPECT_TRUE(empties("req"));
  EXPECT_EQ(names("trash").size(), 10U) << "what the terminal refused is kept";
}

TEST_F(Exchange, ARequestOfTheSameNameWaitsUntilTheResultIsFetched) {
  start_server();
  start_exchange();
  auto const request = message("same", search({"06130488", "", "102", "", "19480229"}));
  drop("OQSsiquc01req_1.xml", request);
  ASSERT_TRUE(appears(in("res", "OQSsiquc01res_1.xml")));
  auto other = request;
  other.replace(other.find("same"), 4, "next");
  drop("OQSsiquc01req_1.xml", other);
  std::this_thread::sleep_for(500ms);
  EXPECT_TRUE(fs::exists(in("req", "OQSsiquc01req_1.xml")));
  EXPECT_EQ(element(fetch("OQSsiquc01res_1.xml"), "ArbitraryFileIdentifier"), "same");
  EXPECT_EQ(element(fetch("OQSsiquc01res_1.xml"), "ArbitraryFileIdentifier"), "next");
}

// A request is in req until its result is in res, whenever the process ends.
TEST_F(Exchange, KilledAtAnyMomentItLosesNothing) {
  constexpr auto kRequests = 60;
  start_server();
  fs::create_directories(root() / "req");
  auto const name = [](int number, char const* kind) {
    return std::string{"OQSmuquc01"} + kind + "_" + std::to_string(number) + ".xml";
  };
  for (auto number = 0; number < kRequests; ++number) {
    std::ofstream{in("req", name(number, "req"))}
        << message("k" + std::to_string(number), search({"06130488", "", "102", "", "19480229"}));
  }
  for (auto const answered : {5U, 20U, 40U}) {
    start_exchange({"--no-face"});
    auto const due = std::chrono::steady_clock::now() + 30s;
    while (names("res").size() < answered && std::chrono::steady_clock::now() < due) {
      std::this_thread::sleep_for(1ms);
    }
    kill_exchange();
    EXPECT_GE(names("res").size(), answered) << log();
    for (auto number = 0; number < kRequests; ++number) {
      EXPECT_TRUE(fs::exists(in("req", name(number, "req"))) || fs::exists(in("res", name(number, "res"))));
    }
  }
  EXPECT_EQ(exchange_once({"--no-face"}).exit_code, 0);
  auto numbers = std::vector<std::string>{};
  for (auto number = 0; number < kRequests; ++number) {
    auto const acceptance = fetch(name(number, "res"));
    EXPECT_EQ(element(acceptance, "ArbitraryFileIdentifier"), "k" + std::to_string(number));
    numbers.push_back(element(acceptance, "ReceptionNumber"));
    EXPECT_EQ(numbers.back().size(), 20U) << acceptance;
  }
  std::ranges::sort(numbers);
  EXPECT_EQ(std::ranges::adjacent_find(numbers), numbers.end());
  EXPECT_EQ(numbers.back().substr(8), "000000000060") << "no request was accepted twice";
  EXPECT_TRUE(empties("req"));
}

TEST_F(Exchange, RequestsWaitForTheLine) {
  start_server();
  auto const line = port("eligibility");
  stop_server();
  start_exchange({"--no-face"});
  drop("OQSsiquc01req_1.xml", message("w", search({"06130488", "", "102", "", "19480229"})));
  auto const due = std::chrono::steady_clock::now() + 30s;
  while (log().find("no answer from") == std::string::npos && std::chrono::steady_clock::now() < due) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_NE(log().find("no answer from 127.0.0.1:" + line), std::string::npos) << log();
  EXPECT_TRUE(fs::exists(in("req", "OQSsiquc01req_1.xml")));
  start_server(line);
  EXPECT_EQ(element(fetch("OQSsiquc01res_1.xml"), "SegmentOfResult"), "1");
  EXPECT_NE(log().find("answers again"), std::string::npos) << log();
}

TEST_F(Exchange, SaysWhatIsWrongWithItsCommandLine) {
  auto const conf = scratch("encrypt.conf");
  std::ofstream{conf} << "OQSsi=x\n";
  std::ofstream{scratch("file")} << "no folder";
  struct Case {
    std::vector<std::string> words;
    int code;
    char const* said;
  };
  auto const ours = std::vector<std::string>{"--root", root().string(), "--data", KAZASU_TEST_DATA};
  for (auto const& [words, code, said] :
       {Case{{}, 2, "--target is required"}, Case{{"--target", "nonsense:port"}, 2, "--target"},
        Case{{"--target", "192.0.2.1:443"}, 7, "--target"},
        Case{{"--target", "127.0.0.1:1", "--reception-url", "127.0.0.1"}, 2, "--reception-url"},
        Case{{"--target", "127.0.0.1:1", "--reception-url", "https://192.0.2.1"}, 7, "--reception-url"},
        Case{{"--target", "127.0.0.1:1", "--credentials", "/nowhere"}, 2, "/nowhere/station-cert.pem"},
        Case{{"--target", "127.0.0.1:1", "--encrypt-conf", conf.string()}, 2, "line 1"},
        Case{{"--target", "127.0.0.1:1", "--root", scratch("file").string()}, 8, "file"}}) {
    auto all = std::vector<std::string>{KAZASU_PROGRAM, "exchange"};
    auto const own_root = std::ranges::find(words, "--root") != words.end();
    all.insert(all.end(), ours.begin() + (own_root ? 2 : 0), ours.end());
    all.insert(all.end(), words.begin(), words.end());
    auto const finished = run(all);
    EXPECT_EQ(finished.exit_code, code) << finished.output;
    EXPECT_NE(finished.output.find(said), std::string::npos) << finished.output;
  }
}

TEST_F(Exchange, OnceSaysByItsCodeThatTheLineIsDown) {
  start_server();
  stop_server();
  fs::create_directories(root() / "req");
  drop("OQSsiquc01req_1.xml", message("w", ""));
  auto const finished = exchange_once();
  EXPECT_EQ(finished.exit_code, 6) << finished.output;
  EXPECT_NE(finished.output.find("1 waiting"), std::string::npos) << finished.output;
  EXPECT_TRUE(fs::exists(in("req", "OQSsiquc01req_1.xml")));
}

}  // namespace
}  // namespace kazasu::e2e
