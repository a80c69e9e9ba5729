// The terminal against lines that do not do what they should.
#include "emulators/adapters/exchange/exchange_terminal.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>

#include "emulators/adapters/exchange/exchange_zip.h"
#include "tests/adapters/loopback.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters::testing {
namespace {

namespace fs = std::filesystem;

constexpr auto kQuestion =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" "
    "standalone=\"no\"?><XmlMsg><MessageHeader/><MessageBody/></XmlMsg>";
constexpr auto kAnswer =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" "
    "standalone=\"no\"?><XmlMsg><MessageHeader><SegmentOfResult>1</SegmentOfResult>"
    "</MessageHeader><MessageBody/></XmlMsg>";

class Terminal : public ::testing::Test {
 protected:
  using Answer = std::function<HttpAnswer(HttpRequestView const&)>;

  void drop(std::string const& name, std::string_view text = kQuestion) const {
    fs::create_directories(root_ / "req");
    std::ofstream{root_ / "req" / name, std::ios::binary} << text;
  }
  std::string result(std::string const& name) const {
    auto file = std::ifstream{root_ / "res" / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  // Serves until so many results are there, or for a while.
  ExchangeCounts run_until(std::size_t results, Answer answer) {
    auto service = FunctionService{[&](HttpRequestView const& request, eligibility::StageMeter&) {
      ++asked_;
      return answer(request);
    }};
    auto server = TestServer{{.service = service, .client_certificates = true}};
    auto const due = std::chrono::steady_clock::now() + kPatience;
    auto options = options_for(server.port());
    options.stop = [&, due] {
      auto const there = std::distance(fs::directory_iterator{root_ / "res"}, {});
      return there >= static_cast<std::ptrdiff_t>(results) || std::chrono::steady_clock::now() > due;
    };
    return ExchangeTerminal{realtime_, std::move(options)}.run();
  }
  ExchangeOptions options_for(std::uint16_t port) {
    return {.root = root_,
            .target = target_at(port),
            .credential = credentials().station("1360000014"),
            .institution_code = "1360000014",
            .calendar = [] { return jst(kInside); },
            .encryption = encryption_,
            .settle = std::chrono::milliseconds{20},
            .first_wait = std::chrono::milliseconds{10},
            .faces = false,
            .say = [this](std::string const& line) { said_ += line + "\n"; }};
  }

  identity::TemporaryFolder folder_;
  fs::path root_ = folder_.path() / "oqs";
  sim::Realtime realtime_;
  EncryptionRules encryption_;
  std::string said_;
  std::atomic<int> asked_ = 0;  // by the server's thread
};

TEST_F(Terminal, AServerThatFailsOnARequestIsAskedThreeTimes) {
  drop("OQSsiquc01req_1.xml");
  drop("OQSsihvq01req_2.xml");
  auto const counts = run_until(2, [](HttpRequestView const& request) {
    if (request.target == "/eligibility/qualification") return HttpAnswer{.status = 500, .body = "oh"};
    return HttpAnswer{.body = kAnswer};
  });
  EXPECT_EQ(counts.answered, 2U);
  EXPECT_EQ(asked_, 4);
  EXPECT_NE(result("OQSsiquc01res_1.xml").find("<ErrorCode>answer_not_understood<"), std::string::npos);
  EXPECT_EQ(result("OQSsihvq01res_2.xml"), kAnswer);
}

TEST_F(Terminal, ABusyServerIsAskedUntilItAnswers) {
  drop("OQSsiquc01req_1.xml");
  auto const counts = run_until(1, [this](HttpRequestView const&) {
    return asked_ <= 5 ? HttpAnswer{.status = 503, .body = kAnswer} : HttpAnswer{.body = kAnswer};
  });
  EXPECT_EQ(counts.answered, 1U);
  EXPECT_EQ(asked_, 6);
  EXPECT_EQ(std::ranges::count(said_, '\n'), 2)
      << "once that it does not answer, once that it does: " << said_;
  EXPECT_FALSE(counts.line_down);
}

// A receipt computer that uses a name again before the first request of it is answered.
TEST_F(Terminal, AnotherRequestOfANameThatIsUnderWayIsNotLost) {
  auto const answer_and_drop = [&](HttpRequestView const&) {
    if (asked_ == 1) drop("OQSsiquc01req_1.xml", std::string{kQuestion} + " ");
    return HttpAnswer{.body = kAnswer};
  };
  drop("OQSsiquc01req_1.xml");
  EXPECT_EQ(run_until(1, answer_and_drop).answered, 1U);
  EXPECT_TRUE(fs::exists(root_ / "req" / "OQSsiquc01req_1.xml"));
}

TEST_F(Terminal, WaitsForTheFirstResultOfANameToBeFetched) {
  drop("OQSsiquc01req_1.xml");
  auto service = FunctionService{[this](HttpRequestView const&, eligibility::StageMeter&) {
    if (++asked_ == 1) drop("OQSsiquc01req_1.xml");
    return HttpAnswer{.body = kAnswer};
  }};
  auto server = TestServer{{.service = service, .client_certificates = true}};
  auto options = options_for(server.port());
  auto const due = std::chrono::steady_clock::now() + kPatience;
  options.stop = [&, due] {
    // Fetches the result as soon as the terminal says that it waits for that.
    if (said_.find("waits") != std::string::npos) fs::remove(root_ / "res" / "OQSsiquc01res_1.xml");
    return !fs::exists(root_ / "req" / "OQSsiquc01req_1.xml") || std::chrono::steady_clock::now() > due;
  };
  auto const counts = ExchangeTerminal{realtime_, std::move(options)}.run();
  EXPECT_EQ(counts.answered, 2U) << said_;
}

TEST_F(Terminal, ATargetWithoutTheInterfaceIsSaidSo) {
  drop("OQSsiquc01req_1.xml");
  run_until(1, [](HttpRequestView const&) { return HttpAnswer{.status = 404, .body = "not here"}; });
  EXPECT_NE(result("OQSsiquc01res_1.xml").find("<ErrorCode>target_lacks_interface<"), std::string::npos);
  EXPECT_FALSE(fs::exists(root_ / "req" / "OQSsiquc01req_1.xml"));
}

TEST_F(Terminal, SendsWhatWasAskedAndTheStationsCertificate) {
  drop("YZKsiquc01req_1.xml");
  auto seen = std::string{};
  run_until(1, [&](HttpRequestView const& request) {
    seen = std::string{request.method} + " " + std::string{request.target} + " " +
           std::string{request.client_institution} + " " + std::string{request.body};
    return HttpAnswer{.body = kAnswer};
  });
  EXPECT_EQ(seen, "POST /eligibility/medical-data/medication 1360000014 " + std::string{kQuestion});
}

TEST_F(Terminal, EncryptedPrefixesComeAndGoInArchives) {
  encryption_ = {.rules = parse_encryption_rules("OQSsiquc=e"), .password = "of a test"};
  drop("OQSsiquc01req_1.zip", zip_one("OQSsiquc01req_1.xml", kQuestion, "of a test"));
  drop("OQSsiquc01req_2.zip", zip_one("OQSsiquc01req_2.xml", kQuestion, "of another"));
  drop("OQSsihvq01req_3.xml");
  run_until(3, [](HttpRequestView const&) { return HttpAnswer{.body = kAnswer}; });
  auto const opened = unzip_one(result("OQSsiquc01res_1.zip"), 1000, "of a test");
  ASSERT_TRUE(opened);
  EXPECT_NE(opened->find("<SegmentOfResult>1<"), std::string::npos);
  EXPECT_NE(unzip_one(result("OQSsiquc01res_2.zip"), 1000, "of a test").value_or("").find("zip_unreadable"),
            std::string::npos);
  EXPECT_NE(result("OQSsihvq01res_3.xml"), "");
  EXPECT_EQ(said_.find("of a test"), std::string::npos);
}

TEST_F(Terminal, RefusesAServerOfAnotherAuthority) {
  drop("OQSsiquc01req_1.xml");
  auto service = FunctionService{
      [](HttpRequestView const&, eligibility::StageMeter&) { return HttpAnswer{.body = kAnswer}; }};
  auto server = TestServer{{.service = service, .client_certificates = true}};
  auto options = options_for(server.port());
  options.target.ca_pem = credentials().other_ca_pem;
  options.once = true;
  options.stop = [] { return false; };
  auto const counts = ExchangeTerminal{realtime_, std::move(options)}.run();
  EXPECT_TRUE(counts.line_down);
  EXPECT_EQ(counts.waiting, 1U);
  EXPECT_TRUE(fs::exists(root_ / "req" / "OQSsiquc01req_1.xml"));
}

}  // namespace
}  // namespace kazasu::adapters::testing
