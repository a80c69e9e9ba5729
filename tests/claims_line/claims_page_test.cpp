// The clerk's page: its files, and that pages of elsewhere get nothing.
#include <gtest/gtest.h>

#include <regex>

#include "emulators/adapters/claims_line/claims_page_http.h"
#include "emulators/adapters/http/http_routes.h"
#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {
namespace {

struct ClaimsPage : ::testing::Test {
  HttpAnswer get(HttpService& service, HttpRequestView request) {
    auto meter = eligibility::NoMeter{};
    return service.handle(request, jst("2024-12-06T09:00:00+09:00"), meter);
  }
  // Says in whose name it was asked.
  FunctionService line{[](HttpRequestView const& request, eligibility::StageMeter&) {
    return json_answer(200, std::string{request.client_institution});
  }};
  ClaimsPageHttp page{line};
  AsStationHttp as_station{page, "1360000000"};
};

TEST_F(ClaimsPage, ItsFilesAreThereAndStrict) {
  auto const index = get(page, {.method = "GET", .target = "/"});
  EXPECT_EQ(index.status, 200);
  EXPECT_NE(index.body.find("data-month=\"2024-12\""), std::string::npos);
  auto const has_policy = std::ranges::any_of(
      index.headers, [](HttpHeader const& header) { return header.name == "Content-Security-Policy"; });
  EXPECT_TRUE(has_policy);
  auto const link = std::regex{R"re((?:href|src)="(/page/[^"]+)")re"};
  auto files = 0;
  for (auto at = std::sregex_iterator{index.body.begin(), index.body.end(), link};
       at != std::sregex_iterator{}; ++at, ++files) {
    EXPECT_EQ(get(page, {.method = "GET", .target = (*at)[1].str()}).status, 200) << (*at)[1];
  }
  EXPECT_GE(files, 4);
  EXPECT_EQ(get(page, {.method = "GET", .target = "/page/nothing.js"}).status, 404);
  EXPECT_EQ(get(page, {.method = "POST", .target = "/"}).status, 405);
}

TEST_F(ClaimsPage, PagesOfElsewhereMayAskNothing) {
  auto request =
      HttpRequestView{.method = "GET", .target = "/fund/sends", .client_institution = "1369999999"};
  request.host = "127.0.0.1:9";
  EXPECT_EQ(get(page, request).body, "1369999999");
  request.origin = "https://127.0.0.1:9";
  EXPECT_EQ(get(page, request).status, 200);
  request.origin = "https://elsewhere.invalid";
  EXPECT_EQ(get(page, request).status, 403);
}

TEST_F(ClaimsPage, TheStationsOwnPortSpeaksInItsNameAndToThisMachineAlone) {
  auto request = HttpRequestView{.method = "GET", .target = "/fund/sends", .client_institution = {}};
  request.host = "127.0.0.1:9";
  EXPECT_EQ(get(as_station, request).body, "1360000000");
  request.host = "rebound.invalid";
  EXPECT_EQ(get(as_station, request).status, 403);
}

}  // namespace
}  // namespace kazasu::adapters::testing
