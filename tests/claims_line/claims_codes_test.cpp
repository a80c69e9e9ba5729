// The claims line's small forms: statuses as its page of documentation lists them, messages both ways,
// digests, queries.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>

#include "emulators/adapters/claims_line/claim_outcome_codes.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/claims_line/content_digest.h"
#include "emulators/adapters/claims_line/request_query.h"
#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/services/request_operation.h"

namespace kazasu::adapters {
namespace {

using claims::ClaimOutcome;

TEST(ClaimsCodes, StatusesAreThoseOfTheDocumentation) {
  auto documented = std::map<std::string, int>{};
  auto page = std::ifstream{"docs/protocols/claims-line.md"};
  auto const row = std::regex{R"(\| `([a-z_]+)` \| (\d{3}) \|.*)"};
  for (auto line = std::string{}; std::getline(page, line);) {
    auto match = std::smatch{};
    if (std::regex_match(line, match, row)) documented[match[1]] = std::stoi(match[2]);
  }
  auto coded = std::map<std::string, int>{};
  for (auto i = 0; i <= static_cast<int>(ClaimOutcome::kGatewayTimeOut); ++i) {
    auto const outcome = static_cast<ClaimOutcome>(i);
    coded[std::string{name_of(outcome)}] = status_of(outcome);
    EXPECT_EQ(claim_outcome_by_name(name_of(outcome)), outcome);
  }
  EXPECT_EQ(documented, coded);
  EXPECT_FALSE(claim_outcome_by_name("nonsense"));
}

TEST(ClaimsCodes, MessagesAreReadAsTheyAreWritten) {
  auto const month = std::chrono::year{2024} / std::chrono::December;
  auto const login =
      decode_login_request(encode_login_request({.user = "a", .password = "b", .new_password = "c"}));
  ASSERT_TRUE(login);
  EXPECT_EQ(login->user + login->password + login->new_password, "abc");
  auto const upload = decode_upload_request(encode_upload_request({.month = month,
                                                                   .kind = claims::SendKind::kTest,
                                                                   .with_asp = false,
                                                                   .size = 7,
                                                                   .sha256 = std::string(64, 'a')}));
  ASSERT_TRUE(upload);
  EXPECT_EQ(upload->month, month);
  EXPECT_EQ(upload->kind, claims::SendKind::kTest);
  EXPECT_FALSE(upload->with_asp);
  EXPECT_EQ(upload->size, 7U);
  auto const decision =
      decode_decision(encode_decision({.month = month, .send = 3, .cancel = true, .with_errors = true}));
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->send, 3U);
  EXPECT_TRUE(decision->cancel && decision->with_errors);
  auto const sent = decode_send_answer(
      encode_send_answer({.number = 2, .ready = sim::parse_iso_date_time("2024-12-06T09:00:05+09:00")}));
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->number, 2U);
  EXPECT_EQ(sim::iso_date_time(sent->ready), "2024-12-06T09:00:05+09:00");
}

TEST(ClaimsCodes, WhatIsNotOfTheProtocolIsNotRead) {
  for (auto const* const text : {"", "[]", "{}", R"({"user": 1, "password": "b"})", R"({"user": "a"})",
                                 R"({"user": "a", "password": "b", "new_password": 3})"}) {
    EXPECT_FALSE(decode_login_request(text)) << text;
  }
  for (auto const* const text : {R"({"month": "2024-12", "send": -1, "action": "confirm"})",
                                 R"({"month": "2024-12", "send": 4294967296, "action": "confirm"})",
                                 R"({"month": "2024-12", "send": 1, "action": "both"})",
                                 R"({"month": "12-2024", "send": 1, "action": "confirm"})"}) {
    EXPECT_FALSE(decode_decision(text)) << text;
  }
  EXPECT_FALSE(decode_upload_request(R"({"month": "2024-12", "asp": true, "size": 1, "sha256": "AB"})"));
  EXPECT_FALSE(decode_login_answer(R"({"outcome": "accepted"})"));
  EXPECT_FALSE(decode_status_answer(R"({"outcome": "accepted"})"));
  EXPECT_FALSE(decode_status_answer(R"({"outcome": "accepted", "sends": [{"send": 1}]})"));
  EXPECT_FALSE(month_in("2024-00"));
  EXPECT_FALSE(month_in("2024-1x"));
}

TEST(ClaimsCodes, DigestsAreThoseOfRfc9530) {
  // RFC 9530, appendix D, of {"hello": "world"} and a line feed.
  auto const text = std::string{"{\"hello\": \"world\"}\n"};
  EXPECT_EQ(content_digest(text), "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  auto const read = announced_digest("sha-512=:YQ==:, " + content_digest(text));
  EXPECT_EQ(read.sha256, "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38");
  EXPECT_FALSE(announced_digest("").sha256);
  EXPECT_TRUE(announced_digest("").readable);
  for (auto const* const wrong : {"sha-256", "sha-256=abc", "sha-256=:YQ==:", "sha-256=:!:"}) {
    EXPECT_FALSE(announced_digest(wrong).readable) << wrong;
  }
}

TEST(ClaimsCodes, QueriesHaveEachFieldOnce) {
  EXPECT_EQ(query_in("/x")->size(), 0U);
  EXPECT_EQ(text_in(*query_in("/x?a=1&b="), "a"), "1");
  EXPECT_EQ(number_in(*query_in("/x?a=12"), "a"), 12U);
  EXPECT_FALSE(number_in(*query_in("/x?a=12x"), "a"));
  EXPECT_FALSE(query_in("/x?a=1&a=2"));
  EXPECT_FALSE(query_in("/x?a"));
}

TEST(ClaimsCodes, OperationsKnowBothPayers) {
  for (auto const payer : kPayerNames) {
    auto path = std::string{"/"};
    path.append(payer).append("/decisions");
    EXPECT_EQ(claims_operation({.method = "POST", .target = path}),
              eligibility::FaultOperation::kClaimDecision);
  }
}

}  // namespace
}  // namespace kazasu::adapters
