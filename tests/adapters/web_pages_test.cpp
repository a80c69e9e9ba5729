// What keeps the two web pages to themselves, and the requests of the app's own page.
#include <gtest/gtest.h>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/web/phone_app_json.h"
#include "emulators/adapters/web/reception_code.h"
#include "emulators/adapters/web/web_answers.h"
#include "emulators/adapters/web/web_pages.h"

namespace kazasu::adapters {
namespace {

TEST(WebAnswers, ValuesAreEscapedWhereverTheyAreFilledIn) {
  EXPECT_EQ(fill_page("<b title=\"{{name}}\">{{name}}</b>{{none}}", {{"name", "<a>&\"'"}}),
            "<b title=\"&lt;a&gt;&amp;&quot;&#39;\">&lt;a&gt;&amp;&quot;&#39;</b>");
  EXPECT_EQ(fill_page("{{name", {{"name", "x"}}), "{{name") << "no placeholder";
  EXPECT_EQ(fill_page("{{a}}", {{"a", "{{b}}"}, {"b", "x"}}), "{{b}}") << "values are not filled in again";
}

TEST(WebAnswers, OnlyThisMachineIsServed) {
  for (auto const* host : {"127.0.0.1", "127.0.0.1:8444", "localhost:1", "[::1]:8444", "[::1]"}) {
    EXPECT_TRUE(is_loopback_authority(host)) << host;
  }
  for (auto const* host : {"", ":8444", "192.0.2.1:8444", "elsewhere.invalid",
                           "127.0.0.1.elsewhere.invalid:80", "[::1", "127.0.0.1:80/x\"", "\"><script>"}) {
    EXPECT_FALSE(is_loopback_authority(host)) << host;
  }
}

TEST(WebAnswers, PagesOfOtherOriginsAreTold) {
  auto request = HttpRequestView{.method = "POST"};
  EXPECT_TRUE(is_own_origin(request, "https://127.0.0.1:1")) << "no browser";
  request.origin = "https://127.0.0.1:1";
  EXPECT_TRUE(is_own_origin(request, "https://127.0.0.1:1"));
  for (auto const* origin : {"null", "https://127.0.0.1:2", "http://127.0.0.1:1", "https://127.0.0.1:1.x"}) {
    request.origin = origin;
    EXPECT_FALSE(is_own_origin(request, "https://127.0.0.1:1")) << origin;
  }
}

TEST(WebPages, HaveNothingInline) {
  for (auto const page : {reception_page(), unknown_page(), phone_app_page()}) {
    EXPECT_EQ(page.find("<style"), std::string_view::npos);
    EXPECT_EQ(page.find(" style="), std::string_view::npos);
    EXPECT_EQ(page.find("://"), std::string_view::npos) << "nothing from elsewhere";
  }
}

// C8: on the institution's page there is nowhere to type it, so that nobody else can be asked to.
TEST(WebPages, OnlyTheAppAsksForThePin) {
  for (auto const text : {reception_page(), reception_script(), visit_script(), texts_script()}) {
    EXPECT_EQ(text.find("password"), std::string_view::npos);
    EXPECT_EQ(text.find("/proof"), std::string_view::npos);
  }
  EXPECT_NE(phone_app_page().find("type=\"password\" inputmode=\"numeric\""), std::string_view::npos);
}

TEST(ReceptionCode, GrowsWithTheTextUntilNoCodeHoldsIt) {
  EXPECT_TRUE(reception_code_svg("https://127.0.0.1:8444/v/0").starts_with("<svg "));
  EXPECT_TRUE(reception_code_png("https://127.0.0.1:8444/v/0").starts_with("\x89PNG"));
  EXPECT_TRUE(
      reception_code_pdf("https://127.0.0.1:8444/v/0", "2024-12-02T09:00:00+09:00").starts_with("%PDF-"));
  EXPECT_TRUE(reception_code_pdf(std::string(2000, 'x'), "2024-12-02T09:00:00+09:00").ends_with("%%EOF\n"));
  EXPECT_GT(reception_code_svg(std::string(500, 'x')).size(), reception_code_svg("x").size());
  EXPECT_THROW(reception_code_svg(std::string(5000, 'x')), std::runtime_error);
}

TEST(PhoneAppJson, AHandedVisitIsWholeAndItsPinFourDigits) {
  auto const whole = std::string{R"({"token": "t", "session": "s", "nonce": "bm8=", "pin": "0420"})"};
  auto const handed = decode_handed_visit(whole);
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->visit.reception_token, "t");
  EXPECT_EQ(handed->visit.session, "s");
  EXPECT_EQ(handed->nonce, "no");
  EXPECT_EQ(handed->pin, "0420");
  for (auto const& [from, to] : {std::pair{"\"0420\"", "\"042\""},
                                 {"\"0420\"", "\"04200\""},
                                 {"\"0420\"", "\"042x\""},
                                 {"\"0420\"", "420"},
                                 {"\"bm8=\"", "\"b\""},
                                 {"\"bm8=\"", "\"\""},
                                 {"\"t\"", "\"\""},
                                 {"\"session\"", "\"else\""},
                                 {"}", ""}}) {
    auto changed = whole;
    changed.replace(changed.find(from), std::string_view{from}.size(), to);
    EXPECT_FALSE(decode_handed_visit(changed)) << changed;
  }
}

TEST(ReceptionJson, ProgressHasTheOutcomeAndNoRegistrationNumber) {
  using eligibility::VisitState;
  EXPECT_EQ(encode_progress({.state = VisitState::kWaiting}), R"({"state": "waiting"})");
  EXPECT_EQ(encode_progress({.state = VisitState::kEnded, .end = eligibility::VisitEnd::kPinLocked}),
            R"({"state": "ended", "reason": "pin_locked"})");
  auto const judged = encode_progress(
      {.state = VisitState::kJudged,
       .registration = {.outcome = eligibility::Outcome::kAccepted, .number = "20241202000000000001"}});
  EXPECT_NE(judged.find(R"("outcome": "accepted")"), std::string::npos) << judged;
  EXPECT_EQ(judged.find("20241202000000000001"), std::string::npos) << judged;
}

TEST(ReceptionJson, TheEndOfAVisitSurvives) {
  for (auto i = 0; i < eligibility::kVisitEnds; ++i) {
    auto const end = static_cast<eligibility::VisitEnd>(i);
    EXPECT_EQ(decode_visit_end(encode_visit_end(end)), end);
  }
  for (auto const* text : {"", "{}", "[]", R"({"reason": "else"})", R"({"reason": 1})"}) {
    EXPECT_FALSE(decode_visit_end(text)) << text;
  }
}

}  // namespace
}  // namespace kazasu::adapters
