#include "emulators/adapters/services/line_login_http.h"

#include <gtest/gtest.h>

#include "emulators/adapters/http/http_routes.h"
#include "tests/adapters/loopback.h"
#include "tests/adapters/upload_service.h"

namespace kazasu::adapters::testing {
namespace {

struct LineLogin : ::testing::Test {
  HttpAnswer ask(std::string_view institution, std::string_view authorization,
                 sim::Instant now = jst(kInside)) {
    auto meter = eligibility::NoMeter{};
    return login.handle({.method = "POST",
                         .target = "/eligibility/notices",
                         .body = "",
                         .client_institution = institution,
                         .authorization = authorization},
                        now, meter);
  }
  HttpAnswer log_in(std::string_view institution, std::string_view body = "{}",
                    std::string_view method = "POST") {
    auto meter = eligibility::NoMeter{};
    return login.handle(
        {.method = method, .target = "/eligibility/auth", .body = body, .client_institution = institution},
        jst(kInside), meter);
  }
  static std::string text_of(std::string const& body, std::string const& name) {
    auto const begin = body.find("\"" + name + "\":\"") + name.size() + 4;
    return body.substr(begin, body.find('"', begin) - begin);
  }

  FunctionService inner{
      [](HttpRequestView const&, eligibility::StageMeter&) { return json_answer(200, "{}"); }};
  LineLoginHttp login{inner};
};

TEST_F(LineLogin, GivesATokenThatIsTheStationsOwn) {
  auto const answer = log_in("0160109005", R"({"userId": "x", "password": "canary"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.find("canary"), std::string::npos);
  EXPECT_EQ(text_of(answer.body, "status"), "OK");
  auto const token = text_of(answer.body, "idToken");
  EXPECT_EQ(ask("0160109005", token).status, 200);
  EXPECT_EQ(ask("0160109013", token).status, 401);
  EXPECT_EQ(ask("0160109005", text_of(answer.body, "refreshToken")).status, 401);
  EXPECT_EQ(ask("0160109005", "").status, 200);
}

TEST_F(LineLogin, RefusesWhatItNeverGaveAndWhatIsOver) {
  auto token = text_of(log_in("0160109005").body, "idToken");
  EXPECT_EQ(ask("0160109005", token, jst(kInside) + LineLoginHttp::kLifetime).status, 200);
  EXPECT_EQ(
      ask("0160109005", token, jst(kInside) + LineLoginHttp::kLifetime + std::chrono::seconds{1}).status,
      401);
  EXPECT_EQ(ask("0160109005", token, jst(kInside) - std::chrono::hours{1}).status, 401);
  token.back() = token.back() == '0' ? '1' : '0';
  for (auto const& wrong : {token, std::string{"x"}, std::string{"9999999999999999999999.00"},
                            std::string{"1."}, "Bearer " + token, std::string(3000, '7')}) {
    EXPECT_EQ(ask("0160109005", wrong).status, 401) << wrong.substr(0, 40);
  }
}

TEST_F(LineLogin, WhatItRefusesReachesNoSink) {
  auto log = UploadLog{};
  auto uploads = UploadService{log};
  auto before_uploads = LineLoginHttp{uploads};
  auto request = HttpRequestView{
      .method = "POST", .target = "/upload", .body = {}, .client_institution = "1", .authorization = "x"};
  auto const refused = before_uploads.open_body(request, jst(kInside));
  ASSERT_TRUE(refused) << "the body is not to be held in memory either";
  EXPECT_EQ(log.opened, 0);
  request.sink = refused.get();
  auto meter = eligibility::NoMeter{};
  EXPECT_EQ(before_uploads.handle(request, jst(kInside), meter).status, 401);
  request.authorization = {};  // as a token that holds by now
  EXPECT_EQ(before_uploads.handle(request, jst(kInside), meter).status, 401);
  auto const taken = before_uploads.open_body(request, jst(kInside));
  request.sink = taken.get();
  EXPECT_EQ(before_uploads.handle(request, jst(kInside), meter).body, "/upload 0 0");
  request.target = "/eligibility/auth";
  EXPECT_FALSE(before_uploads.open_body(request, jst(kInside)));
}

TEST_F(LineLogin, NeedsAPostedObject) {
  EXPECT_EQ(log_in("1", "{}", "GET").status, 405);
  for (auto const* const body : {"", "[]", "{", "null"}) EXPECT_EQ(log_in("1", body).status, 400) << body;
}

}  // namespace
}  // namespace kazasu::adapters::testing
