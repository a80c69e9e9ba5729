#include "emulators/eligibility/service_fault.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;

auto const kOrigin = at("2024-12-02T09:00:00+09:00");

FaultRule parsed(std::string_view text) {
  return parse_service_fault(text, kOrigin);
}

TEST(ServiceFault, ReadsEveryClause) {
  auto const rule = parsed(
      "delay 1s to 3s on inquiry,notices station 3-9 person 17 session 0af from +10s "
      "until 2024-12-02T09:30:00+09:00 share 2.5 % first 4 each station");
  EXPECT_EQ(rule.effect, FaultEffect::kDelay);
  EXPECT_EQ(rule.time, (FaultTime{.timing = FaultTiming::kUniform, .first = 1s, .second = 3s}));
  EXPECT_TRUE(rule.concerns(FaultOperation::kInquiry));
  EXPECT_TRUE(rule.concerns(FaultOperation::kNotices));
  EXPECT_FALSE(rule.concerns(FaultOperation::kConsent));
  EXPECT_EQ(rule.stations, (FaultRange{3, 9}));
  EXPECT_EQ(rule.people, (FaultRange{17, 17}));
  EXPECT_EQ(rule.session, "0af");
  EXPECT_EQ(rule.from, kOrigin + 10s);
  EXPECT_EQ(rule.until, at("2024-12-02T09:30:00+09:00"));
  EXPECT_EQ(rule.share_ppm, 25'000U);
  EXPECT_EQ(rule.first, 4U);
  EXPECT_TRUE(rule.first_of_each_station);
}

TEST(ServiceFault, StrikesEverythingUnlessTold) {
  auto const rule = parsed("reset");
  for (std::size_t i = 0; i < kFaultOperations; ++i) {
    EXPECT_TRUE(rule.concerns(static_cast<FaultOperation>(i))) << kFaultOperationNames[i];
  }
  EXPECT_TRUE(rule.stands(kOrigin));
  EXPECT_FALSE(parsed("line_lost station 3").concerns(FaultOperation::kConsent));
  EXPECT_TRUE(parsed("line_lost station 3").concerns(FaultOperation::kMedicalData));
  EXPECT_FALSE(parsed("ocsp_down").concerns(FaultOperation::kAuthentication));
}

TEST(ServiceFault, WindowsIncludeTheirBeginningAndNotTheirEnd) {
  auto const rule = parsed("maintenance from +10s until +20s");
  EXPECT_FALSE(rule.stands(kOrigin + 9s));
  EXPECT_TRUE(rule.stands(kOrigin + 10s));
  EXPECT_FALSE(rule.stands(kOrigin + 20s));
}

TEST(ServiceFault, IsWrittenAsItIsRead) {
  for (auto const* const text :
       {"delay 250ms", "delay 1s to 3s on inquiry", "delay exponential 2s", "delay log_normal 85ms 0.47",
        "drip 5s on medical_data", "busy share 12.5 %", "status 502 on consent,authentication",
        "reset station 0-99 first 3", "truncate person 4", "malform session 0123abc",
        "line_lost station 7 from 2024-12-02T09:00:10+09:00 until 2024-12-02T09:00:20+09:00",
        "station_revoked station 2 from 2024-12-02T09:05:00+09:00", "card_revoked person 5 share 0.0001 %",
        "ocsp_down", "ocsp_slow 3s", "ocsp_expired", "maintenance until 2024-12-02T10:00:00+09:00",
        "busy first 1 each station"}) {
    EXPECT_EQ(text_of(parsed(text)), text);
    EXPECT_EQ(parsed(text_of(parsed(text))), parsed(text)) << text;
  }
  EXPECT_EQ(text_of(parsed("delay 60s share 0.5")), "delay 1min share 50 %");
  EXPECT_EQ(text_of(parsed("busy on closed_line")),
            "busy on notices,inquiry,re_inquiry,cancellation,bulk_request,bulk_result,medical_data,settings,"
            "qualification,reference_number");
}

struct Wrong {
  char const* text;
  char const* says;
};
TEST(ServiceFault, SaysWhatIsWrong) {
  for (auto const& [text, says] :
       {Wrong{"", "expected an effect"},
        Wrong{"dealy 1s", "did you mean 'delay'?"},
        Wrong{"delay", "expected a duration, exponential or log_normal, found the end"},
        Wrong{"delay 3", "expected a duration such as 250ms"},
        Wrong{"delay 11min", "at most 10 minutes"},
        Wrong{"delay 3s to 1s", "shorter than the first"},
        Wrong{"delay log_normal 1s 3", "sigma above 0"},
        Wrong{"status 404", "from 500 to 599"},
        Wrong{"busy on inqiry", "did you mean 'inquiry'?"},
        Wrong{"busy at 3", "unknown word 'at'"},
        Wrong{"busy station -1", "expected a station's index"},
        Wrong{"busy station 9-3", "expected a station's index"},
        Wrong{"busy person x", "expected a person's index"},
        Wrong{"busy session xyz", "hexadecimal digits"},
        Wrong{"busy from noon", "expected a time such as"},
        Wrong{"busy from +25h", "at most 1440 minutes"},
        Wrong{"busy from +9s until +9s", "not after 'from'"},
        Wrong{"busy share 0 %", "share above 0"},
        Wrong{"busy share 101 %", "share above 0"},
        Wrong{"busy first 0", "number from 1"},
        Wrong{"busy first 2 each person", "'each station'"},
        Wrong{"busy first 2 first 3", "given twice"},
        Wrong{"maintenance", "expected 'until'"},
        Wrong{"line_lost on consent", "closed line alone"},
        Wrong{"ocsp_down on consent", "takes no 'on'"},
        Wrong{"card_revoked station 3", "person, from, until and share only"},
        Wrong{"card_revoked first 3", "person, from, until and share only"},
        Wrong{"station_revoked person 3", "takes no person"}}) {
    try {
      parsed(text);
      FAIL() << text;
    } catch (std::invalid_argument const& error) {
      EXPECT_NE(std::string{error.what()}.find(says), std::string::npos) << text << ": " << error.what();
    }
  }
}

}  // namespace
}  // namespace kazasu::eligibility
